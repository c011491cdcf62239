// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_RESFD of a mapped iocb counts up the eventfd, once for each completion. */
#include "t-body.h"

int main(void)
{
	t_body_eventfd(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
