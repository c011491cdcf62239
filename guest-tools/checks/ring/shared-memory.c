// SPDX-License-Identifier: GPL-2.0-only
/* Rings may lie in shared memory: a child that maps them too sees the events of its parent. */
#include "t.h"

#define EVENTS 4

static struct aio_ring ring;

static int see_event(void)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);

	while (!aio_ring_cq_ready(&ring))
		if (t_expired(deadline))
			t_fail("the child saw no event within %d ms", T_WAIT_MS);
	t_event(&ring.cq->events[0], 0, 14, T_BLOCK);
	return T_PASS;
}

static void *map_shared(size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	t_true(memory != MAP_FAILED);
	return memory;
}

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event event;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	ring.nr_events = EVENTS;
	ring.flags = IOCTX_FLAG_SCQRING;
	ring.sq = map_shared(aio_ring_sq_bytes(EVENTS));
	ring.cq = map_shared(aio_ring_cq_bytes(EVENTS));
	t_ret(io_setup2(EVENTS, IOCTX_FLAG_SCQRING, NULL, ring.sq, ring.cq, &ring.ctx), 0);
	t_device_fill(fd, 0, T_BLOCK, 1400);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 14);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_in_child(see_event);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 14, T_BLOCK);
	t_filled(buffer, T_BLOCK, 1400);
	return T_PASS;
}
