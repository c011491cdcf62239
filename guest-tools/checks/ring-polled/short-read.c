// SPDX-License-Identifier: GPL-2.0-only
/* res of a polled read is what was read, at the end of the device and behind it. */
#include "t-body.h"

int main(void)
{
	t_body_short_read(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
