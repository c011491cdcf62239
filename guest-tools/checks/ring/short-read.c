// SPDX-License-Identifier: GPL-2.0-only
/* res is what was read: part of it at the end of the device, nothing behind it. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(4 * T_BLOCK);
	int fd = t_open_device(T_NVME);
	uint64_t end = t_device_bytes(fd);
	struct io_event event;
	struct aio_ring ring;

	t_device_fill(fd, end - T_BLOCK, T_BLOCK, 700);
	t_ring_open(&ring, 3, 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, 4 * T_BLOCK, end - T_BLOCK, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, T_BLOCK);
	t_filled(buffer, T_BLOCK, 700);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, end, 2);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 1, 2, 0);
	return T_PASS;
}
