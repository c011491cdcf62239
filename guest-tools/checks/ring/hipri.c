// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_HIPRI on rings that do not poll is EINVAL and consumes nothing. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct aio_ring ring;
	struct iocb *iocb;

	t_ring_open(&ring, 4, 0);
	iocb = t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	iocb->aio_flags = IOCB_FLAG_HIPRI;
	t_ret(t_ring_submit(&ring, 1), -EINVAL);
	t_eq(ring.sq->head, 0);
	return T_PASS;
}
