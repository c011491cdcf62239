// SPDX-License-Identifier: GPL-2.0-only
/* An iocb is accepted only when its event will find room: EAGAIN while the CQ ring is full. */
#include "t-body.h"

int main(void)
{
	t_body_cq_full(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
