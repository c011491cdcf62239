// SPDX-License-Identifier: GPL-2.0-only
/* An error on a later iocb ends io_submit() there, with the number of those before it. */
#include "t.h"

int main(void)
{
	struct io_event events[2];
	struct iocb *names[4];
	struct t_user user;
	char *buffers = t_alloc(4 * T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < 4; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, i == 2 ? -1 : fd,
		       buffers + i * T_BLOCK, T_BLOCK, 0, i);
		names[i] = t_user_name(&user, i);
	}
	t_ret(io_submit(user.ctx, 4, names), 2);
	t_user_wait(&user, events, 2);
	t_eq(events[0].data + events[1].data, 0 + 1);
	t_ret(io_submit(user.ctx, 2, names + 2), -EBADF);
	names[1] = (struct iocb *)(uintptr_t)4;		/* no such index */
	t_ret(io_submit(user.ctx, 2, names), 1);
	t_user_wait(&user, events, 1);
	t_event(&events[0], 0, 0, T_BLOCK);
	return T_PASS;
}
