// SPDX-License-Identifier: GPL-2.0-only
/* GETEVENTS with min_complete 0 returns 0 at once, with nothing in flight or something. */
#include "t.h"

#include <poll.h>

int main(void)
{
	struct io_event event;
	struct aio_ring ring;
	int ends[2];

	t_true(pipe(ends) == 0);
	t_ring_open(&ring, 4, 0);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	t_ring_queue(&ring, IOCB_CMD_POLL, ends[0], (void *)(POLLIN | POLLRDNORM), 0, 0, 4);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	t_eq(aio_ring_cq_ready(&ring), 0);
	t_eq(write(ends[1], "x", 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 4, POLLIN | POLLRDNORM);
	return T_PASS;
}
