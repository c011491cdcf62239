// SPDX-License-Identifier: GPL-2.0-only
/* A polled wait for what will not come ends with EINTR when a signal does. */
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
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event event;
	struct aio_ring ring;

	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
	t_ret(io_ring_enter(ring.ctx, 0, 1, IORING_FLAG_GETEVENTS), -EINTR);
	/* One event comes, two are waited for. */
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 8);
	aio_ring_publish(&ring);
	t_ret(io_ring_enter(ring.ctx, 1, 2, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), 1);
	t_ret(io_ring_enter(ring.ctx, 0, 2, IORING_FLAG_GETEVENTS), -EINTR);
	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 8, T_BLOCK);
	return T_PASS;
}
