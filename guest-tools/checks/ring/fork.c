// SPDX-License-Identifier: GPL-2.0-only
/* The context belongs to the process that set it up: a forked child cannot enter it. */
#include "t.h"

static struct aio_ring ring;

static int enter(void)
{
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), -EINVAL);
	t_ret(io_ring_enter(ring.ctx, 0, 1, IORING_FLAG_GETEVENTS), -EINVAL);
	t_ret(io_destroy(ring.ctx), -EINVAL);
	return T_PASS;
}

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event event;

	t_device_fill(fd, 0, T_BLOCK, 800);
	t_ring_open(&ring, 4, 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	aio_ring_publish(&ring);
	t_in_child(enter);
	/* The child's copy of the rings is its own, the parent's are still shared with the kernel. */
	t_ret(io_ring_enter(ring.ctx, 1, 1, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, T_BLOCK);
	t_filled(buffer, T_BLOCK, 800);
	return T_PASS;
}
