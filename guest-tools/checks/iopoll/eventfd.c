// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_RESFD of polled IO counts up the eventfd once for each event. */
#include "t-body.h"

int main(void)
{
	t_body_eventfd(IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
