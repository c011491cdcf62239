// SPDX-License-Identifier: GPL-2.0-only
/* The kernel holds on to the iocbs: unmapping them changes nothing for the context. */
#include "t.h"

int main(void)
{
	struct io_event event;
	struct t_user user;
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_device_fill(fd, 0, T_BLOCK, 800);
	t_user_open(&user, 64, IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[63], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 12);
	t_free(user.iocbs, 64 * sizeof(struct iocb));
	t_ret(t_user_submit(&user, 63), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 63, 12, T_BLOCK);
	t_filled(buffer, T_BLOCK, 800);
	t_ret(io_destroy(user.ctx), 0);
	return T_PASS;
}
