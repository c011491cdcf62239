// SPDX-License-Identifier: GPL-2.0-only
/* Polled reads bring what plain pwrite() wrote, with iocbs by address and by index. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_read, IOCTX_FLAG_IOPOLL, IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
