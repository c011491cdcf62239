// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits or is killed with IO in flight is gone in time, and the device works on. */
#include "t.h"

#define COUNT 64

static int fd;

static int submit_all(void)
{
	struct iocb *names[COUNT];
	struct t_user user;
	char *buffers = t_alloc(COUNT * T_BLOCK);

	t_user_open(&user, COUNT, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
		       T_BLOCK, i * T_BLOCK, i);
		names[i] = t_user_name(&user, i);
	}
	t_ret(io_submit(user.ctx, COUNT, names), COUNT);
	return T_PASS;
}

int main(void)
{
	fd = t_open_device(T_NVME);
	t_device_fill(fd, 0, T_BLOCK, 900);
	t_in_child(submit_all);
	t_in_killed_child(submit_all);
	t_device_filled(fd, 0, T_BLOCK, 900);
	return T_PASS;
}
