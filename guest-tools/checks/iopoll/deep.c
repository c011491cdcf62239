// SPDX-License-Identifier: GPL-2.0-only
/* 32 polled reads in flight for many rounds: each event once, every block right. */
#include "t-body.h"

int main(void)
{
	t_body_deep(IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
