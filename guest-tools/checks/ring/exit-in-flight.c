// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits or is killed with IO in flight is gone in time, and the device works on. */
#include "t.h"

#define DEPTH 31

static int fd;

static int submit_all(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	struct aio_ring ring;

	t_ring_open(&ring, DEPTH + 1, 0);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	t_ret(t_ring_submit(&ring, DEPTH), DEPTH);
	return T_PASS;
}

int main(void)
{
	fd = t_open_device(T_NVME);
	t_device_fill(fd, 0, T_BLOCK, 1000);
	t_in_child(submit_all);
	t_in_killed_child(submit_all);
	t_device_filled(fd, 0, T_BLOCK, 1000);
	return T_PASS;
}
