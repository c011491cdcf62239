// SPDX-License-Identifier: GPL-2.0-only
/* A polled completion finds room or its iocb is not accepted: EAGAIN while the CQ ring is full. */
#include "t.h"

#define ROOM 7

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[ROOM];
	struct aio_ring ring;

	t_ring_open(&ring, ROOM + 1, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < ROOM; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	t_ret(t_ring_submit(&ring, ROOM), ROOM);
	for (uint32_t i = 0; i < 4; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, ROOM + i);
	t_ret(t_ring_submit(&ring, 4), -EAGAIN);
	t_ret(io_ring_enter(ring.ctx, 0, ROOM, IORING_FLAG_GETEVENTS), 0);
	t_ret(t_ring_submit(&ring, 4), -EAGAIN);
	t_eq(aio_ring_reap(&ring, events, 3), 3);
	t_ret(t_ring_submit(&ring, 4), 3);
	t_ret(io_ring_enter(ring.ctx, 0, ROOM, IORING_FLAG_GETEVENTS), 0);
	t_eq(aio_ring_reap(&ring, events, ROOM), ROOM);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, events, 1);
	t_eq(events[0].data, ROOM + 3);
	return T_PASS;
}
