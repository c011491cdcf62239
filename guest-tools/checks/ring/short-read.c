// SPDX-License-Identifier: GPL-2.0-only
/* res is what was read: part of it at the end of the device, nothing behind it. */
#include "t-body.h"

int main(void)
{
	t_body_short_read(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
