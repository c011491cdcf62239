// SPDX-License-Identifier: GPL-2.0-only
/* Two threads in io_ring_enter() on one context: each iocb is taken and completed exactly once. */
#include "t-body.h"

int main(void)
{
	t_body_two_threads(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
