// SPDX-License-Identifier: GPL-2.0-only
/* An iocb with a file that is not open is EBADF. */
#include "t.h"

#include <fcntl.h>

int main(void)
{
	struct t_user user;
	void *buffer = t_alloc(T_BLOCK);
	int writable = open("/dev/null", O_WRONLY);

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, 999, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 0), -EBADF);
	t_prep(&user.iocbs[1], user.flags, IOCB_CMD_PREAD, -1, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 1), -EBADF);
	t_prep(&user.iocbs[2], user.flags, IOCB_CMD_PREAD, writable, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 2), -EBADF);		/* not open for reading */
	return T_PASS;
}
