// SPDX-License-Identifier: GPL-2.0-only
/* Events appear in the CQ ring as IO completes, with no system call on the context. */
#include "t.h"

int main(void)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event event;
	struct aio_ring ring;

	t_device_fill(fd, 0, T_BLOCK, 600);
	t_ring_open(&ring, 4, 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 77);
	t_ret(t_ring_submit(&ring, 1), 1);
	while (!aio_ring_cq_ready(&ring))
		if (t_expired(deadline))
			t_fail("no event appeared in the CQ ring within %d ms", T_WAIT_MS);
	t_eq(ring.cq->tail, 1);
	t_eq(aio_ring_reap(&ring, &event, 1), 1);
	t_event(&event, 0, 77, T_BLOCK);
	t_filled(buffer, T_BLOCK, 600);
	return T_PASS;
}
