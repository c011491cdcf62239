// SPDX-License-Identifier: GPL-2.0-only
/* Reads and writes need IOCB_FLAG_HIPRI; fsync and poll are EINVAL with it or without. */
#include "t.h"

#include <poll.h>

static void refused(struct aio_ring *ring, int opcode, int fd, void *buffer, uint32_t flags)
{
	struct iocb *iocb = &ring->sq->iocbs[0];

	t_prep(iocb, 0, opcode, fd, buffer, opcode == IOCB_CMD_POLL ? 0 : T_BLOCK, 0, 0);
	iocb->aio_flags = flags;
	t_ret(io_ring_enter(ring->ctx, 1, 0, IORING_FLAG_SUBMIT), -EINVAL);
	t_eq(ring->sq->head, 0);
}

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct aio_ring ring;

	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	aio_store_release(&ring.sq->tail, 1);
	refused(&ring, IOCB_CMD_PREAD, fd, buffer, 0);
	refused(&ring, IOCB_CMD_PWRITE, fd, buffer, 0);
	for (uint32_t flags = 0; flags <= IOCB_FLAG_HIPRI; flags += IOCB_FLAG_HIPRI) {
		refused(&ring, IOCB_CMD_FSYNC, fd, NULL, flags);
		refused(&ring, IOCB_CMD_FDSYNC, fd, NULL, flags);
		refused(&ring, IOCB_CMD_POLL, fd, (void *)POLLIN, flags);
	}
	return T_PASS;
}
