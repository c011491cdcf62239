// SPDX-License-Identifier: GPL-2.0-only
/* res is what was read, at the end of the device and behind it. */
#include "t-body.h"

int main(void)
{
	t_body_short_read(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
