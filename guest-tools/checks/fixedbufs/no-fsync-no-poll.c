// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC, FDSYNC and POLL are EINVAL on a polled context with fixed buffers. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_no_fsync_no_poll, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL,
		    IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
