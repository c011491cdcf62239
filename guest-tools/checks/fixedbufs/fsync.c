// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC and FDSYNC complete with 0 on a context with fixed buffers that does not poll. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_fsync, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_USERIOCB,
		    IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING);
	return T_PASS;
}
