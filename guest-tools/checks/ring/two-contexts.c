// SPDX-License-Identifier: GPL-2.0-only
/* Two contexts at once keep their IO apart. */
#include "t.h"

#define COUNT 5

int main(void)
{
	char *buffers = t_alloc(2 * COUNT * T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event events[COUNT];
	struct aio_ring rings[2];

	t_device_fill_blocks(fd, 0, 2 * COUNT, 1200);
	for (uint32_t r = 0; r < 2; r++)
		t_ring_open(&rings[r], COUNT + 1, 0);
	for (uint32_t i = 0; i < 2 * COUNT; i++)
		t_ring_queue(&rings[i % 2], IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	for (uint32_t r = 0; r < 2; r++)
		t_ret(t_ring_submit(&rings[r], COUNT), COUNT);
	for (uint32_t r = 0; r < 2; r++) {
		t_ring_wait(&rings[r], events, COUNT);
		for (uint32_t i = 0; i < COUNT; i++)
			t_event(&events[i], events[i].obj, events[i].obj * 2 + r, T_BLOCK);
		t_eq(aio_ring_cq_ready(&rings[r]), 0);
	}
	for (uint32_t i = 0; i < 2 * COUNT; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 1200 + i);
	return T_PASS;
}
