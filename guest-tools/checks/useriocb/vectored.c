// SPDX-License-Identifier: GPL-2.0-only
/* PREADV and PWRITEV through mapped iocbs scatter and gather in the right order. */
#include "t.h"

#include <sys/uio.h>

int main(void)
{
	struct io_event event;
	struct t_user user;
	char *buffer = t_alloc(3 * T_BLOCK);
	struct iovec parts[2] = {
		{ .iov_base = buffer + T_BLOCK, .iov_len = 2 * T_BLOCK },
		{ .iov_base = buffer, .iov_len = T_BLOCK },
	};
	int fd = t_open_device(T_NVME);

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	t_device_fill_blocks(fd, 0, 3, 400);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREADV, fd, parts, 2, 0, 7);
	t_ret(t_user_submit(&user, 0), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 0, 7, 3 * T_BLOCK);
	t_filled(buffer + T_BLOCK, T_BLOCK, 400);
	t_filled(buffer + 2 * T_BLOCK, T_BLOCK, 401);
	t_filled(buffer, T_BLOCK, 402);

	t_prep(&user.iocbs[3], user.flags, IOCB_CMD_PWRITEV, fd, parts, 2, 8 * T_BLOCK, 8);
	t_ret(t_user_submit(&user, 3), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 3, 8, 3 * T_BLOCK);
	t_device_filled(fd, 8 * T_BLOCK, T_BLOCK, 400);
	t_device_filled(fd, 9 * T_BLOCK, T_BLOCK, 401);
	t_device_filled(fd, 10 * T_BLOCK, T_BLOCK, 402);
	return T_PASS;
}
