// SPDX-License-Identifier: GPL-2.0-only
/* A process killed in the middle of a wait that never ends is gone in time, with IO in flight too. */
#include "t.h"

#include <signal.h>
#include <sys/wait.h>

#define DEPTH 31

static int fd;

static void wait_for_too_much(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	struct aio_ring ring;

	t_ring_open(&ring, DEPTH + 1, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < DEPTH - 1; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	aio_ring_publish(&ring);
	io_ring_enter(ring.ctx, DEPTH - 1, DEPTH, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS);
}

int main(void)
{
	int status;
	pid_t pid;

	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	fd = t_open_polled(T_NVME);
	pid = fork();
	t_true(pid >= 0);
	if (pid == 0) {
		wait_for_too_much();
		_exit(T_FAIL);
	}
	t_sleep_ms(50);
	t_true(kill(pid, SIGKILL) == 0);
	status = t_wait_child(pid);
	t_true(WIFSIGNALED(status));
	t_eq(WTERMSIG(status), SIGKILL);
	return T_PASS;
}
