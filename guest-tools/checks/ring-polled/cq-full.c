// SPDX-License-Identifier: GPL-2.0-only
/* A polled completion finds room or its iocb is not accepted: EAGAIN while the CQ ring is full. */
#include "t-body.h"

int main(void)
{
	t_body_cq_full(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
