// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC and FDSYNC through the rings complete with 0. */
#include "t.h"

int main(void)
{
	int fd = t_open_device(T_NVME), file = t_open_tmpfs();
	struct io_event event;
	struct aio_ring ring;

	t_ring_open(&ring, 2, 0);
	t_ring_queue(&ring, IOCB_CMD_FSYNC, fd, NULL, 0, 0, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, 0);
	t_ring_queue(&ring, IOCB_CMD_FDSYNC, fd, NULL, 0, 0, 2);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 1, 2, 0);
	t_ring_queue(&ring, IOCB_CMD_FSYNC, file, NULL, 0, 0, 3);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 3, 0);
	return T_PASS;
}
