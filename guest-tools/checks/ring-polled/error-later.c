// SPDX-License-Identifier: GPL-2.0-only
/* A polled iocb with an error ends submission there; what went before it is in flight. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[3];
	struct aio_ring ring;
	struct iocb *wrong;

	t_ring_open(&ring, 8, IOCTX_FLAG_IOPOLL);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 10);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 11);
	wrong = t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 12);
	wrong->aio_flags = 0;
	t_ret(t_ring_submit(&ring, 3), 2);
	t_eq(ring.sq->head, 2);
	t_ring_wait(&ring, events, 2);
	t_eq(events[0].data + events[1].data, 10 + 11);
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), -EINVAL);
	wrong->aio_flags = IOCB_FLAG_HIPRI;
	t_ret(io_ring_enter(ring.ctx, 1, 0, IORING_FLAG_SUBMIT), 1);
	t_ring_wait(&ring, events, 1);
	t_event(&events[0], 2, 12, T_BLOCK);
	return T_PASS;
}
