// SPDX-License-Identifier: GPL-2.0-only
/* POLL through a mapped iocb completes when the pipe becomes readable, not before. */
#include "t-body.h"

int main(void)
{
	t_body_poll(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
