// SPDX-License-Identifier: GPL-2.0-only
/* io_getevents() asleep with nothing to poll for ends with EINTR when a signal comes, with what there was. */
#include "t.h"

#include <signal.h>
#include <sys/time.h>

static void on_alarm(int signal)
{
	(void)signal;
}

int main(void)
{
	const struct itimerval every = { { 0, 20000 }, { 0, 20000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = on_alarm };
	struct timespec long_enough = { T_WAIT_MS / 1000, 0 };
	int fd = t_open_polled(T_NVME);
	char *buffer = t_alloc(T_BLOCK);
	struct io_event events[2];
	struct t_user user;
	uint64_t deadline;
	long got;

	t_user_open(&user, 2, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
	t_ret(io_getevents(user.ctx, 1, 1, events, NULL), -EINTR);
	t_ret(io_getevents(user.ctx, 1, 1, events, &long_enough), -EINTR);
	/* One event comes, two are waited for; a signal before the one is EINTR still. */
	t_prep(&user.iocbs[1], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 8);
	t_ret(t_user_submit(&user, 1), 1);
	deadline = t_deadline(T_WAIT_MS);
	do
		got = io_getevents(user.ctx, 2, 2, events, NULL);
	while (got == -EINTR && !t_expired(deadline));
	t_ret(got, 1);
	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	t_event(&events[0], 1, 8, T_BLOCK);
	return T_PASS;
}
