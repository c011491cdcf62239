// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() with polled IO in flight reaps it: the data is there, nothing stays pinned. */
#include "t.h"

#define DEPTH 31

int main(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	int fd = t_open_polled(T_NVME);

	t_device_fill_blocks(fd, 0, DEPTH, 600);
	for (int round = 0; round < 2; round++) {
		struct aio_ring ring;

		memset(buffers, 0, DEPTH * T_BLOCK);
		t_ring_open(&ring, DEPTH + 1, IOCTX_FLAG_IOPOLL);
		for (uint32_t i = 0; i < DEPTH; i++)
			t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
				     i * T_BLOCK, i);
		t_ret(t_ring_submit(&ring, DEPTH), DEPTH);
		t_ring_close(&ring);
		t_eq(t_status_value("VmPin"), 0);
		for (uint32_t i = 0; i < DEPTH; i++)
			t_filled(buffers + i * T_BLOCK, T_BLOCK, 600 + i);
	}
	return T_PASS;
}
