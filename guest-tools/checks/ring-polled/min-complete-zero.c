// SPDX-License-Identifier: GPL-2.0-only
/* GETEVENTS with min_complete 0 polls once: calling it again is enough to complete. */
#include "t.h"

int main(void)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event event;
	struct aio_ring ring;

	t_device_fill(fd, 0, T_BLOCK, 300);
	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	while (!aio_ring_cq_ready(&ring)) {
		t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
		if (t_expired(deadline))
			t_fail("polling for nothing in particular found nothing within %d ms",
			       T_WAIT_MS);
	}
	t_eq(aio_ring_reap(&ring, &event, 1), 1);
	t_event(&event, 0, 1, T_BLOCK);
	t_filled(buffer, T_BLOCK, 300);

	/* Here the first poll finds it; later the kernel's own watch might have. */
	t_ring_queue(&ring, IOCB_CMD_PREAD, t_open_polled(T_NULL), buffer, T_BLOCK, 0, 2);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	t_eq(aio_ring_cq_ready(&ring), 1);
	return T_PASS;
}
