// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_RESFD counts up the eventfd once for each event in the CQ ring. */
#include "t-body.h"

int main(void)
{
	t_body_eventfd(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
