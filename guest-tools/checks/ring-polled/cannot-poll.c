// SPDX-License-Identifier: GPL-2.0-only
/* A file that cannot poll is EOPNOTSUPP, and so is a device opened without O_DIRECT. */
#include "t.h"

#include <fcntl.h>

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int direct = t_open_polled(T_NVME);
	struct aio_ring ring;
	struct io_event event;
	struct iocb *iocb;

	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	iocb = t_ring_queue(&ring, IOCB_CMD_PREAD, t_open_tmpfs(), buffer, T_BLOCK, 0, 5);
	t_ret(t_ring_submit(&ring, 1), -EOPNOTSUPP);
	iocb->aio_fildes = open(T_NVME, O_RDWR);
	t_ret(t_ring_submit(&ring, 1), -EOPNOTSUPP);
	iocb->aio_lio_opcode = IOCB_CMD_PWRITE;
	t_ret(t_ring_submit(&ring, 1), -EOPNOTSUPP);
	t_eq(ring.sq->head, 0);
	iocb->aio_lio_opcode = IOCB_CMD_PREAD;
	iocb->aio_fildes = direct;
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 5, T_BLOCK);
	return T_PASS;
}
