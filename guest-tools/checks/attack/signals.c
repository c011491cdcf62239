// SPDX-License-Identifier: GPL-2.0-only
/* A storm of signals during submission and waiting loses and doubles nothing. */
#include "t.h"

#include <signal.h>
#include <sys/time.h>

#define TOTAL 120
#define DEPTH 8
#define BOTH (IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS)

static volatile unsigned int signals;

static void on_alarm(int signal)
{
	(void)signal;
	signals++;
}

/* Submits and waits, in one call where there are rings; what EINTR left undone comes again. */
static long go(struct t_path *path, struct io_event *events, unsigned int *got)
{
	struct timespec long_enough = { 1, 0 };
	long ret;

	if (path->flags & IOCTX_FLAG_SCQRING) {
		aio_ring_publish(&path->ring);
		ret = io_ring_enter(path->ring.ctx, DEPTH, DEPTH, BOTH);
		*got = aio_ring_reap(&path->ring, events, DEPTH);
		return ret == -EINTR ? 0 : ret;
	}
	ret = path->queued ? t_path_submit(path) : 0;
	*got = 0;
	if (ret >= 0) {
		long reaped = io_getevents(path->user.ctx, 1, DEPTH, events, &long_enough);

		t_true(reaped >= 0 || reaped == -EINTR);
		*got = reaped > 0 ? reaped : 0;
	}
	return ret;
}

static void try_flags(uint32_t flags)
{
	const struct itimerval every = { { 0, 300 }, { 0, 300 } }, never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = on_alarm };
	int fd = t_path_device(flags, T_NVME);
	uint64_t deadline = t_deadline(T_WAIT_MS);
	uint32_t queued = 0, taken = 0, reaped = 0;
	bool seen[TOTAL] = { false };
	struct t_path path;

	t_path_open(&path, flags, DEPTH, T_BLOCK);
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
	while (reaped < TOTAL) {
		struct io_event events[DEPTH];
		unsigned int got;
		long ret;

		while (queued < TOTAL && queued - reaped < DEPTH)
			t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, queued++);
		ret = go(&path, events, &got);
		if (ret != -EAGAIN)
			t_true(ret >= 0 && ret <= DEPTH);
		taken += ret > 0 ? ret : 0;
		for (unsigned int i = 0; i < got; i++) {
			t_true(events[i].data < queued && !seen[events[i].data]);
			seen[events[i].data] = true;
			t_eq(events[i].res, T_BLOCK);
		}
		reaped += got;
		t_true(reaped <= taken);
		if (t_expired(deadline))
			t_fail("%u of %d events came, %u iocbs were taken", reaped, TOTAL, taken);
	}
	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	t_true(signals > 0);
	t_eq(taken, TOTAL);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_PLAIN, T_PATHS_POLLED);
	return T_PASS;
}
