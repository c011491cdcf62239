// SPDX-License-Identifier: GPL-2.0-only
/* A polled wait for more than will come ends with its timeout and what there was. */
#include "t.h"

int main(void)
{
	struct timespec soon = { .tv_nsec = 20000000 };
	int fd = t_open_polled(T_NVME);
	char *buffer = t_alloc(T_BLOCK);
	struct io_event events[2];
	struct t_user user;
	uint64_t start, deadline = t_deadline(T_WAIT_MS);
	long got;

	t_user_open(&user, 4, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	start = t_now_ns();
	t_ret(io_getevents(user.ctx, 1, 1, events, &soon), 0);
	t_true(t_now_ns() - start >= 20000000);
	t_prep(&user.iocbs[1], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 6);
	t_ret(t_user_submit(&user, 1), 1);
	soon.tv_nsec = 50000000;
	do {
		start = t_now_ns();
		got = io_getevents(user.ctx, 2, 2, events, &soon);
		t_true(t_now_ns() - start >= 50000000);
		t_true(got == 1 || (got == 0 && !t_expired(deadline)));
	} while (got == 0);
	t_event(&events[0], 1, 6, T_BLOCK);
	t_ret(io_getevents(user.ctx, 2, 1, events, &soon), -EINVAL);
	t_ret(io_getevents(user.ctx, -1, 1, events, &soon), -EINVAL);
	return T_PASS;
}
