// SPDX-License-Identifier: GPL-2.0-only
/* An SQ tail that is no index submits nothing it should not: EINVAL, or 0. */
#include "t.h"

int main(void)
{
	static const uint32_t tails[] = { 4, 5, 64, 1u << 31, UINT32_MAX };
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event event;
	struct aio_ring ring;
	long ret;

	t_ring_open(&ring, 4, 0);
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		aio_store_release(&ring.sq->tail, tails[i]);
		ret = io_ring_enter(ring.ctx, UINT32_MAX, 0, IORING_FLAG_SUBMIT);
		t_true(ret == -EINVAL || ret == 0);
		t_eq(ring.sq->head, 0);
	}
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, T_BLOCK);
	return T_PASS;
}
