// SPDX-License-Identifier: GPL-2.0-only
/* Unmapping the rings while IO is in flight loses nothing: the IO completes, destroy returns. */
#include "t.h"

#define DEPTH 31

int main(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct aio_ring ring;

	t_device_fill_blocks(fd, 0, DEPTH, 1100);
	t_ring_open(&ring, DEPTH + 1, 0);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	t_ret(t_ring_submit(&ring, DEPTH), DEPTH);
	t_true(munmap(ring.sq, ring.sq_bytes) == 0);
	t_true(munmap(ring.cq, ring.cq_bytes) == 0);
	t_ret(io_ring_enter(ring.ctx, 0, DEPTH, IORING_FLAG_GETEVENTS), 0);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 1100 + i);
	t_ret(io_destroy(ring.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
	return T_PASS;
}
