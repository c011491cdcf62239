// SPDX-License-Identifier: GPL-2.0-only
/* An application that takes room back with CQ head loses no event and gets none overwritten. */
#include "t.h"

#define ROOM 7

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	uint64_t deadline = t_deadline(T_WAIT_MS);
	struct io_event events[ROOM];
	bool overflowed = false;
	struct aio_ring ring;
	uint32_t head;
	long ret;

	t_ring_open(&ring, ROOM + 1, 0);
	for (uint32_t i = 0; i < ROOM; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	t_ret(t_ring_submit(&ring, ROOM), ROOM);
	t_ret(io_ring_enter(ring.ctx, 0, ROOM, IORING_FLAG_GETEVENTS), 0);
	memcpy(events, ring.cq->events, sizeof(events));

	/* Reaps all, has two more accepted, and un-reaps before these complete, or after. */
	aio_store_release(&ring.cq->head, ROOM);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 100);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 101);
	t_ret(t_ring_submit(&ring, 2), 2);
	aio_store_release(&ring.cq->head, 0);
	for (int i = 0; i < 20; i++) {
		ret = io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS);
		if (ret == -EOVERFLOW)
			overflowed = true;
		else
			t_ret(ret, 0);
		t_sleep_ms(1);
	}
	/* Unless they had come before the head moved, there is an overflow to report. */
	if (ring.cq->tail == ROOM)
		t_true(overflowed);

	aio_store_release(&ring.cq->head, ROOM);
	while (aio_ring_cq_ready(&ring) < 2) {
		ret = io_ring_enter(ring.ctx, 0, 2, IORING_FLAG_GETEVENTS);
		t_true(ret == 0 || ret == -EOVERFLOW);
		if (t_expired(deadline))
			t_fail("%u of 2 events came after room was made", aio_ring_cq_ready(&ring));
	}
	t_eq(aio_ring_reap(&ring, events, 2), 2);
	t_eq(events[0].data + events[1].data, 100 + 101);

	/* With nothing in flight, and after the kernel saw that all was reaped, there is no way back. */
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	head = ring.cq->head;
	aio_store_release(&ring.cq->head, head ? head - 1 : ROOM);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), -EOVERFLOW);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 102);
	t_ret(t_ring_submit(&ring, 1), -EOVERFLOW);
	aio_store_release(&ring.cq->head, head);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, events, 1);
	t_eq(events[0].data, 102);
	return T_PASS;
}
