// SPDX-License-Identifier: GPL-2.0-only
/* A file that only the page cache backs, read and written through rings that do not poll. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK), *other = t_alloc(T_BLOCK);
	struct io_event event;
	struct aio_ring ring;
	int fd = t_open_tmpfs();

	t_ring_open(&ring, 2, 0);
	t_fill(buffer, T_BLOCK, 100);
	t_ring_queue(&ring, IOCB_CMD_PWRITE, fd, buffer, T_BLOCK, 3, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, T_BLOCK);
	t_eq(pread(fd, other, T_BLOCK, 3), T_BLOCK);
	t_filled(other, T_BLOCK, 100);

	t_fill(buffer, T_BLOCK, 200);
	t_eq(pwrite(fd, buffer, T_BLOCK, 0), T_BLOCK);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, other, T_BLOCK, 0, 2);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 1, 2, T_BLOCK);
	t_filled(other, T_BLOCK, 200);
	return T_PASS;
}
