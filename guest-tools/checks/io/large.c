// SPDX-License-Identifier: GPL-2.0-only
/* 1 MiB in one IO, which the block layer splits, polled and not: every byte right. */
#include "t.h"

#define BYTES (1 << 20)

static void try_ring(int fd, uint32_t flags, uint32_t seed)
{
	char *buffer = t_alloc(BYTES);
	struct io_event event;
	struct aio_ring ring;

	t_device_fill(fd, 0, BYTES, seed);
	t_ring_open(&ring, 4, flags);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, BYTES, 0, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, BYTES);
	t_filled(buffer, BYTES, seed);

	t_fill(buffer, BYTES, seed + 1);
	t_ring_queue(&ring, IOCB_CMD_PWRITE, fd, buffer, BYTES, BYTES, 2);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 1, 2, BYTES);
	t_device_filled(fd, BYTES, BYTES, seed + 1);
}

int main(void)
{
	int fd = t_open_polled(T_NVME);

	try_ring(fd, 0, 100);
	try_ring(fd, IOCTX_FLAG_IOPOLL, 200);
	return T_PASS;
}
