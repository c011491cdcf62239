// SPDX-License-Identifier: GPL-2.0-only
/* A signal before anything was submitted and before min_complete was met is EINTR. */
#include "t.h"

#include <signal.h>
#include <sys/time.h>

static void on_alarm(int signal)
{
	(void)signal;
}

int main(void)
{
	/* Comes again, lest the first one find us before the wait. */
	const struct itimerval every = { { 0, 20000 }, { 0, 20000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = on_alarm };
	struct aio_ring ring;

	t_ring_open(&ring, 4, 0);
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
	t_ret(io_ring_enter(ring.ctx, 0, 1, IORING_FLAG_GETEVENTS), -EINTR);
	t_ret(io_ring_enter(ring.ctx, 4, 1, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), -EINTR);
	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	return T_PASS;
}
