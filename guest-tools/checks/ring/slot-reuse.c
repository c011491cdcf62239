// SPDX-License-Identifier: GPL-2.0-only
/* Once SQ head has passed a slot, whatever the application writes there changes nothing. */
#include "t.h"

#define COUNT 15

int main(void)
{
	char *buffers = t_alloc(COUNT * T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event events[COUNT];
	struct aio_ring ring;

	t_device_fill_blocks(fd, 0, COUNT, 500);
	t_ring_open(&ring, COUNT + 1, 0);
	for (uint32_t i = 0; i < COUNT; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, 60 + i);
	t_ret(t_ring_submit(&ring, COUNT), COUNT);
	memset(ring.sq->iocbs, 0xff, (COUNT + 1) * sizeof(ring.sq->iocbs[0]));
	t_ring_wait(&ring, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		t_event(&events[i], events[i].obj, 60 + events[i].obj, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 500 + i);
	return T_PASS;
}
