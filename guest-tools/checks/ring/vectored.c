// SPDX-License-Identifier: GPL-2.0-only
/* PREADV and PWRITEV through the rings scatter and gather in the right order. */
#include "t.h"

#include <sys/uio.h>

int main(void)
{
	char *buffer = t_alloc(3 * T_BLOCK);
	struct iovec parts[2] = {
		{ .iov_base = buffer + T_BLOCK, .iov_len = 2 * T_BLOCK },
		{ .iov_base = buffer, .iov_len = T_BLOCK },
	};
	int fd = t_open_device(T_NVME);
	struct io_event event;
	struct aio_ring ring;

	t_ring_open(&ring, 4, 0);
	t_device_fill_blocks(fd, 0, 3, 300);
	t_ring_queue(&ring, IOCB_CMD_PREADV, fd, parts, 2, 0, 7);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 7, 3 * T_BLOCK);
	t_filled(buffer + T_BLOCK, T_BLOCK, 300);
	t_filled(buffer + 2 * T_BLOCK, T_BLOCK, 301);
	t_filled(buffer, T_BLOCK, 302);

	t_ring_queue(&ring, IOCB_CMD_PWRITEV, fd, parts, 2, 8 * T_BLOCK, 8);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 1, 8, 3 * T_BLOCK);
	t_device_filled(fd, 8 * T_BLOCK, T_BLOCK, 300);
	t_device_filled(fd, 9 * T_BLOCK, T_BLOCK, 301);
	t_device_filled(fd, 10 * T_BLOCK, T_BLOCK, 302);
	return T_PASS;
}
