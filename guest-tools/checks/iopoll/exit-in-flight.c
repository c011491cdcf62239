// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits or is killed with polled IO in flight is gone in time; polling works on. */
#include "t.h"

#define DEPTH 32

static int fd;

static int submit_all(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	struct iocb *names[DEPTH];
	struct t_user user;

	t_user_open(&user, DEPTH, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < DEPTH; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
		       T_BLOCK, i * T_BLOCK, i);
		names[i] = t_user_name(&user, i);
	}
	t_ret(io_submit(user.ctx, DEPTH, names), DEPTH);
	return T_PASS;
}

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	struct io_event event;
	struct t_user user;

	fd = t_open_polled(T_NVME);
	t_device_fill(fd, 0, T_BLOCK, 1000);
	t_in_child(submit_all);
	t_in_killed_child(submit_all);
	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 3);
	t_ret(t_user_submit(&user, 0), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 0, 3, T_BLOCK);
	t_filled(buffer, T_BLOCK, 1000);
	return T_PASS;
}
