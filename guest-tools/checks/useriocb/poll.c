// SPDX-License-Identifier: GPL-2.0-only
/* POLL through a mapped iocb completes when the pipe becomes readable, not before. */
#include "t.h"

#include <poll.h>

int main(void)
{
	struct timespec soon = { .tv_nsec = 20000000 };
	struct io_event event;
	struct t_user user;
	int ends[2];

	t_true(pipe(ends) == 0);
	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[2], user.flags, IOCB_CMD_POLL, ends[0], (void *)(POLLIN | POLLRDNORM), 0, 0,
	       9);
	t_ret(t_user_submit(&user, 2), 1);
	t_ret(io_getevents(user.ctx, 1, 1, &event, &soon), 0);
	t_eq(write(ends[1], "x", 1), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 2, 9, POLLIN | POLLRDNORM);
	return T_PASS;
}
