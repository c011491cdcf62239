// SPDX-License-Identifier: GPL-2.0-only
/* to_submit bounds what is taken, what stands in the ring bounds it too, and SUBMIT must be set. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event events[5];
	struct aio_ring ring;

	t_ring_open(&ring, 8, 0);
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), 0);	/* the ring is empty */
	for (uint32_t i = 0; i < 5; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	aio_ring_publish(&ring);
	t_ret(io_ring_enter(ring.ctx, 5, 0, 0), 0);
	t_ret(io_ring_enter(ring.ctx, 5, 0, IORING_FLAG_GETEVENTS), 0);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_SUBMIT), 0);
	t_eq(ring.sq->head, 0);
	t_ret(io_ring_enter(ring.ctx, 2, 0, IORING_FLAG_SUBMIT), 2);
	t_eq(ring.sq->head, 2);
	t_ret(io_ring_enter(ring.ctx, UINT32_MAX, 0, IORING_FLAG_SUBMIT), 3);
	t_eq(ring.sq->head, 5);
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), 0);
	t_ring_wait(&ring, events, 5);
	return T_PASS;
}
