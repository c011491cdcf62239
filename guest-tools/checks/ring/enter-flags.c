// SPDX-License-Identifier: GPL-2.0-only
/* Flags of io_ring_enter() that are not in the table are EINVAL and submit nothing. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event event;
	struct aio_ring ring;

	t_ring_open(&ring, 4, 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	aio_ring_publish(&ring);
	for (uint32_t bit = 2; bit < 32; bit++) {
		t_ret(io_ring_enter(ring.ctx, 1, 0, 1u << bit), -EINVAL);
		t_ret(io_ring_enter(ring.ctx, 1, 0, 1u << bit | IORING_FLAG_SUBMIT), -EINVAL);
	}
	t_eq(ring.sq->head, 0);
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, T_BLOCK);
	return T_PASS;
}
