// SPDX-License-Identifier: GPL-2.0-only
/* A device that can poll cannot through a file opened without O_DIRECT: EOPNOTSUPP. */
#include "t.h"

#include <fcntl.h>

int main(void)
{
	int direct = t_open_polled(T_NVME), buffered = open(T_NVME, O_RDWR);
	struct io_event event;
	struct t_user user;
	void *buffer = t_alloc(T_BLOCK);

	t_true(buffered >= 0);
	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, buffered, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 0), -EOPNOTSUPP);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PWRITE, buffered, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 0), -EOPNOTSUPP);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, direct, buffer, T_BLOCK, 0, 5);
	t_ret(t_user_submit(&user, 0), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 0, 5, T_BLOCK);
	return T_PASS;
}
