// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() while threads submit and wait: it returns, they get EINVAL, nothing stays pinned. */
#include "t.h"

#define DEPTH 8
#define THREADS 3
#define BOTH (IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS)

static struct t_path path;
static unsigned int busy;

/* Odd ones wait for what may never come, even ones submit all the time. */
static long enter(bool waits)
{
	struct timespec long_enough = { T_WAIT_MS / 1000, 0 };
	struct io_event events[DEPTH];
	struct iocb *name = NULL;

	if (path.flags & IOCTX_FLAG_SCQRING) {
		if (waits)
			return io_ring_enter(path.ring.ctx, 0, DEPTH, IORING_FLAG_GETEVENTS);
		path.ring.cq->head = path.ring.cq->tail;
		path.ring.sq->tail = path.ring.sq->head ? 0 : DEPTH;
		return io_ring_enter(path.ring.ctx, DEPTH, 1, BOTH);
	}
	if (waits)
		return io_getevents(path.user.ctx, DEPTH, DEPTH, events, &long_enough);
	return io_submit(path.user.ctx, 1, &name);
}

static void *use(void *argument)
{
	bool first = true;
	long ret;

	do {
		ret = enter((uintptr_t)argument % 2);
		if (first)
			__atomic_fetch_add(&busy, 1, __ATOMIC_SEQ_CST);
		first = false;
		/* Another thread moves the same head: that may be said to have gone wrong. */
		if (ret != -EAGAIN && ret != -EOVERFLOW && ret != -EINVAL)
			t_true(ret >= 0);
	} while (ret != -EINVAL);
	return NULL;
}

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	uint64_t deadline = t_deadline(T_WAIT_MS);
	pthread_t threads[THREADS];

	busy = 0;
	t_path_open(&path, flags, DEPTH, T_BLOCK);
	for (uint32_t i = 0; i < path.slots; i++)
		t_prep(&t_path_iocbs(&path)[i], flags, IOCB_CMD_PREAD, fd,
		       t_path_buffer(&path, i), T_BLOCK, 0, i);
	for (uintptr_t i = 0; i < THREADS; i++)
		threads[i] = t_thread(use, (void *)(2 * i + (i == THREADS - 1)));
	while (__atomic_load_n(&busy, __ATOMIC_SEQ_CST) < THREADS - 1)
		if (t_expired(deadline))
			t_fail("%u of %d threads submitted", busy, THREADS - 1);
	t_ret(io_destroy(path.setup.ctx), 0);
	for (int i = 0; i < THREADS; i++)
		t_join(threads[i]);
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_PLAIN, T_PATHS_POLLED);
	return T_PASS;
}
