// SPDX-License-Identifier: GPL-2.0-only
/* An error on the first iocb is returned as the errno and consumes nothing. */
#include "t.h"

static void expect(struct aio_ring *ring, long error)
{
	uint32_t head = ring->sq->head;

	t_ret(t_ring_submit(ring, 2), error);
	t_eq(ring->sq->head, head);
	t_eq(aio_ring_cq_ready(ring), 0);
}

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event events[2];
	struct aio_ring ring;
	struct iocb *first;

	t_ring_open(&ring, 4, 0);
	first = t_ring_queue(&ring, IOCB_CMD_PREAD, -1, buffer, T_BLOCK, 0, 1);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 2);
	expect(&ring, -EBADF);
	first->aio_fildes = fd;
	first->aio_reserved2 = 1;
	expect(&ring, -EINVAL);
	first->aio_reserved2 = 0;
	first->aio_lio_opcode = 0xffff;
	expect(&ring, -EINVAL);
	first->aio_lio_opcode = IOCB_CMD_PREAD;
	first->aio_nbytes = 1ull << 63;
	expect(&ring, -EINVAL);
	first->aio_nbytes = T_BLOCK;
	t_ret(t_ring_submit(&ring, 2), 2);		/* the slot was not lost */
	t_ring_wait(&ring, events, 2);
	t_eq(events[0].data + events[1].data, 1 + 2);
	return T_PASS;
}
