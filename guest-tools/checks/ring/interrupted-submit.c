// SPDX-License-Identifier: GPL-2.0-only
/* A signal in the wait after something was submitted returns what was submitted. */
#include "t.h"

#include <poll.h>
#include <signal.h>
#include <sys/time.h>

static void on_alarm(int signal)
{
	(void)signal;
}

int main(void)
{
	const struct itimerval every = { { 0, 50000 }, { 0, 50000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = on_alarm };
	struct io_event event;
	struct aio_ring ring;
	int ends[2];

	t_true(pipe(ends) == 0);
	t_ring_open(&ring, 4, 0);
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_ring_queue(&ring, IOCB_CMD_POLL, ends[0], (void *)(POLLIN | POLLRDNORM), 0, 0, 6);
	aio_ring_publish(&ring);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
	t_ret(io_ring_enter(ring.ctx, 1, 1, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), 1);
	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	t_eq(ring.sq->head, 1);
	t_eq(aio_ring_cq_ready(&ring), 0);
	t_eq(write(ends[1], "x", 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 6, POLLIN | POLLRDNORM);
	return T_PASS;
}
