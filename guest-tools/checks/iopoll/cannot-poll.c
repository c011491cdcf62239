// SPDX-License-Identifier: GPL-2.0-only
/* A file that cannot poll is EOPNOTSUPP: on tmpfs, a pipe, a character device. */
#include "t.h"

#include <fcntl.h>

static void try_file(struct t_user *user, int opcode, int fd)
{
	t_true(fd >= 0);
	t_prep(&user->iocbs[0], user->flags, opcode, fd, t_alloc(T_BLOCK), T_BLOCK, 0, 0);
	t_ret(t_user_submit(user, 0), -EOPNOTSUPP);
}

int main(void)
{
	struct t_user user;
	int ends[2];

	t_true(pipe(ends) == 0);
	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	try_file(&user, IOCB_CMD_PREAD, t_open_tmpfs());
	try_file(&user, IOCB_CMD_PWRITE, t_open_tmpfs());
	try_file(&user, IOCB_CMD_PREAD, ends[0]);
	try_file(&user, IOCB_CMD_PWRITE, ends[1]);
	try_file(&user, IOCB_CMD_PREAD, open("/dev/zero", O_RDWR));
	try_file(&user, IOCB_CMD_PWRITE, open("/dev/null", O_RDWR));
	return T_PASS;
}
