// SPDX-License-Identifier: GPL-2.0-only
/* What a polled write wrote, plain pread() finds on the device. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_write, IOCTX_FLAG_IOPOLL, IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
