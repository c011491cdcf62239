// SPDX-License-Identifier: GPL-2.0-only
/* An iocb that cannot be polled ends io_submit() there, with the number of those before it. */
#include "t.h"

int main(void)
{
	char *buffers = t_alloc(3 * T_BLOCK);
	int fd = t_open_polled(T_NVME), file = t_open_tmpfs();
	struct io_event events[2];
	struct iocb *names[3];
	struct t_user user;

	t_user_open(&user, 3, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < 3; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, i == 2 ? file : fd,
		       buffers + i * T_BLOCK, T_BLOCK, 0, i);
		names[i] = t_user_name(&user, i);
	}
	t_ret(io_submit(user.ctx, 3, names), 2);
	t_user_wait(&user, events, 2);
	t_eq(events[0].data + events[1].data, 0 + 1);
	t_ret(io_submit(user.ctx, 1, names + 2), -EOPNOTSUPP);
	return T_PASS;
}
