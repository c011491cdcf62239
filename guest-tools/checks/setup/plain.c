// SPDX-License-Identifier: GPL-2.0-only
/* io_setup2() without flags is io_setup(): iocbs by address, io_submit, io_getevents. */
#include "t.h"

int main(void)
{
	struct iocb iocb, *name = &iocb;
	struct io_event event = { 0 };
	struct t_user user;
	void *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_device_fill(fd, 0, T_BLOCK, 1);
	t_user_open(&user, 8, 0);
	t_prep(&iocb, 0, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 42);
	t_ret(io_submit(user.ctx, 1, &name), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, (uintptr_t)&iocb, 42, T_BLOCK);
	t_filled(buffer, T_BLOCK, 1);
	t_ret(io_destroy(user.ctx), 0);
	t_ret(io_destroy(user.ctx), -EINVAL);
	return T_PASS;
}
