// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC, FDSYNC and POLL on a polled context are EINVAL, with IOCB_FLAG_HIPRI or without. */
#include "t-body.h"

int main(void)
{
	t_body_no_fsync_no_poll(IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
