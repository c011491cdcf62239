// SPDX-License-Identifier: GPL-2.0-only
/* Two threads in io_ring_enter() with fixed buffers: each iocb is taken and completed exactly once. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_two_threads, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING,
		    IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
