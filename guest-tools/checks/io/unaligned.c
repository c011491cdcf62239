// SPDX-License-Identifier: GPL-2.0-only
/* Direct IO that is not aligned to the device's blocks fails with EINVAL, polled or not. */
#include "t.h"

static void try_one(struct aio_ring *ring, int fd, void *buffer, size_t bytes, uint64_t offset)
{
	struct iocb *iocb = t_ring_queue(ring, IOCB_CMD_PREAD, fd, buffer, bytes, offset, 1);
	struct io_event event;
	long ret = t_ring_submit(ring, 1);

	if (ret == 1) {
		t_ring_wait(ring, &event, 1);
		t_eq(event.res, -EINVAL);
		return;
	}
	/* Refused at once is as good; then it is still in the ring, and made harmless. */
	t_ret(ret, -EINVAL);
	t_prep(iocb, ring->flags, IOCB_CMD_PREAD, fd, buffer, 0, 0, 2);
	t_ret(io_ring_enter(ring->ctx, 1, 0, IORING_FLAG_SUBMIT), 1);
	t_ring_wait(ring, &event, 1);
}

static void try_ring(int fd, uint32_t flags)
{
	char *buffer = t_alloc(2 * T_BLOCK);
	struct aio_ring ring;

	t_ring_open(&ring, 4, flags);
	try_one(&ring, fd, buffer, 100, 0);
	try_one(&ring, fd, buffer, T_BLOCK, 100);
	try_one(&ring, fd, buffer + 1, T_BLOCK, 0);
}

int main(void)
{
	int fd = t_open_polled(T_NVME);

	try_ring(fd, 0);
	try_ring(fd, IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
