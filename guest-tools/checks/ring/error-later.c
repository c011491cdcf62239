// SPDX-License-Identifier: GPL-2.0-only
/* An error on a later iocb ends submission there; the next call meets it first. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event events[3];
	struct aio_ring ring;
	struct iocb *wrong;

	t_ring_open(&ring, 8, 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 10);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 11);
	wrong = t_ring_queue(&ring, IOCB_CMD_PREAD, -1, buffer, T_BLOCK, 0, 12);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 13);
	t_ret(t_ring_submit(&ring, 4), 2);
	t_eq(ring.sq->head, 2);
	t_ring_wait(&ring, events, 2);
	t_eq(events[0].data + events[1].data, 10 + 11);
	t_ret(io_ring_enter(ring.ctx, 2, 0, IORING_FLAG_SUBMIT), -EBADF);
	t_eq(ring.sq->head, 2);
	wrong->aio_fildes = fd;
	t_ret(io_ring_enter(ring.ctx, 2, 0, IORING_FLAG_SUBMIT), 2);
	t_eq(ring.sq->head, 4);
	t_ring_wait(&ring, events, 2);
	t_eq(events[0].data + events[1].data, 12 + 13);
	return T_PASS;
}
