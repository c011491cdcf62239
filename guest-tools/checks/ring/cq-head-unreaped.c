// SPDX-License-Identifier: GPL-2.0-only
/* A CQ head moved back over events that were reaped is EOVERFLOW, until it is moved forth again. */
#include "t.h"

#define ROOM 7

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event events[ROOM];
	struct aio_ring ring;

	t_ring_open(&ring, ROOM + 1, 0);
	for (uint32_t i = 0; i < ROOM; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	t_ret(t_ring_submit(&ring, ROOM), ROOM);
	t_ret(io_ring_enter(ring.ctx, 0, ROOM, IORING_FLAG_GETEVENTS), 0);
	t_eq(aio_ring_reap(&ring, events, 3), 3);
	t_ret(io_ring_enter(ring.ctx, 0, 4, IORING_FLAG_GETEVENTS), 0);

	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 100);
	aio_ring_publish(&ring);
	aio_store_release(&ring.cq->head, 1);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), -EOVERFLOW);
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), -EOVERFLOW);
	t_eq(ring.sq->head, ROOM);

	aio_store_release(&ring.cq->head, 3);
	t_ret(io_ring_enter(ring.ctx, 1, 5, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), 1);
	t_eq(aio_ring_reap(&ring, events, ROOM), 5);
	t_eq(events[4].data, 100);
	return T_PASS;
}
