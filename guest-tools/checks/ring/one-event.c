// SPDX-License-Identifier: GPL-2.0-only
/* A ring of one event holds none: it is set up, and there is nothing to submit. */
#include "t.h"

int main(void)
{
	struct aio_ring ring;

	t_ring_open(&ring, 1, 0);
	t_true(!aio_ring_next(&ring, NULL));
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), 0);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	t_ring_close(&ring);
	return T_PASS;
}
