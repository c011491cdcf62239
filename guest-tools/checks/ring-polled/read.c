// SPDX-License-Identifier: GPL-2.0-only
/* Polled reads through the rings bring what plain pwrite() wrote, with obj, data and res right. */
#include "t.h"

#define COUNT 7

int main(void)
{
	char *buffers = t_alloc(COUNT * T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[COUNT];
	bool seen[COUNT] = { false };
	struct aio_ring ring;

	t_device_fill_blocks(fd, 0, COUNT, 100);
	t_ring_open(&ring, COUNT + 1, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < COUNT; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK, i * T_BLOCK,
			     0xabcdef0000000000 + i);
	t_ret(t_ring_submit(&ring, COUNT), COUNT);
	t_ring_wait(&ring, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint64_t index = events[i].obj;

		t_true(index < COUNT && !seen[index]);
		seen[index] = true;
		t_event(&events[i], index, 0xabcdef0000000000 + index, T_BLOCK);
	}
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 100 + i);
	return T_PASS;
}
