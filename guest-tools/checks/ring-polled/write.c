// SPDX-License-Identifier: GPL-2.0-only
/* What a polled write through the rings wrote, plain pread() finds on the device. */
#include "t.h"

#define COUNT 7

int main(void)
{
	char *buffers = t_alloc(COUNT * T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[COUNT];
	struct aio_ring ring;

	t_device_fill_blocks(fd, 0, COUNT, 1);
	t_ring_open(&ring, COUNT + 1, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_fill(buffers + i * T_BLOCK, T_BLOCK, 200 + i);
		t_ring_queue(&ring, IOCB_CMD_PWRITE, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	}
	t_ret(t_ring_submit(&ring, COUNT), COUNT);
	t_ring_wait(&ring, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_event(&events[i], events[i].obj, events[i].obj, T_BLOCK);
		t_device_filled(fd, i * T_BLOCK, T_BLOCK, 200 + i);
	}
	return T_PASS;
}
