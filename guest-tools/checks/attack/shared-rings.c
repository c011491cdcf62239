// SPDX-License-Identifier: GPL-2.0-only
/* A child that shares the rings queues what its parent submits, and takes the events. */
#include "t.h"

#include <sched.h>
#include <sys/wait.h>

#define TOTAL 8

static struct t_path path;
static int fd;

/* The child's copy of the book-keeping goes on from here; the parent only enters. */
static int queue_and_reap(void)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	uint32_t queued = 0, reaped = 0, slot = 0;

	while (reaped < TOTAL) {
		struct io_event event;

		if (t_expired(deadline))
			t_fail("%u of %d events came", reaped, TOTAL);
		if (queued == reaped) {
			slot = t_path_next(&path);
			t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, queued++);
			aio_ring_publish(&path.ring);
		}
		if (!aio_ring_reap(&path.ring, &event, 1)) {
			sched_yield();
			continue;
		}
		t_event(&event, slot, reaped++, T_BLOCK);
	}
	return T_PASS;
}

static void try_flags(uint32_t flags)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	uint32_t taken = 0;
	bool ended = false;
	int status = 0;
	pid_t child;

	fd = t_path_device(flags, T_NVME);
	t_path_init(&path, flags, 3, T_BLOCK);
	t_path_share(&path);
	t_path_start(&path);
	child = fork();
	t_true(child >= 0);
	if (child == 0)
		_exit(queue_and_reap());
	while (!ended) {
		long ret = io_ring_enter(path.ring.ctx, 1, 0, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS);

		t_true(ret == 0 || ret == 1);
		taken += ret;
		ended = waitpid(child, &status, WNOHANG) == child;
		if (t_expired(deadline))
			t_fail("%u of %d iocbs were taken", taken, TOTAL);
		sched_yield();
	}
	if (status)
		_exit(T_FAIL);		/* the child has said why */
	t_eq(taken, TOTAL);
}

int main(void)
{
	T_EACH_PATH(try_flags, IOCTX_FLAG_SCQRING, IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
