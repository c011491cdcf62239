// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC and FDSYNC through mapped iocbs complete with 0. */
#include "t.h"

static void try_opcode(struct t_user *user, int fd, int opcode, uint32_t index)
{
	struct io_event event;

	t_prep(&user->iocbs[index], user->flags, opcode, fd, NULL, 0, 0, 50 + index);
	t_ret(t_user_submit(user, index), 1);
	t_user_wait(user, &event, 1);
	t_event(&event, index, 50 + index, 0);
}

int main(void)
{
	struct t_user user;
	int fd = t_open_device(T_NVME), file = t_open_tmpfs();

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	try_opcode(&user, fd, IOCB_CMD_FSYNC, 1);
	try_opcode(&user, fd, IOCB_CMD_FDSYNC, 2);
	try_opcode(&user, file, IOCB_CMD_FSYNC, 3);
	return T_PASS;
}
