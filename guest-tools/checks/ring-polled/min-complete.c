// SPDX-License-Identifier: GPL-2.0-only
/* SUBMIT with GETEVENTS polls until min_complete events stand in the CQ ring. */
#include "t.h"

int main(void)
{
	const uint32_t both = IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS;
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[7];
	struct aio_ring ring;

	t_ring_open(&ring, 8, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < 7; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	aio_ring_publish(&ring);
	t_ret(io_ring_enter(ring.ctx, 4, 4, both), 4);
	t_eq(aio_ring_cq_ready(&ring), 4);
	t_ret(io_ring_enter(ring.ctx, 0, 4, IORING_FLAG_GETEVENTS), 0);	/* they still stand there */
	t_ret(io_ring_enter(ring.ctx, 3, 7, both), 3);
	t_eq(aio_ring_reap(&ring, events, 7), 7);
	t_eq(aio_ring_cq_ready(&ring), 0);
	return T_PASS;
}
