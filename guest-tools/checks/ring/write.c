// SPDX-License-Identifier: GPL-2.0-only
/* What a write through the rings wrote, plain pread() finds on the device. */
#include "t-body.h"

int main(void)
{
	t_body_write(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
