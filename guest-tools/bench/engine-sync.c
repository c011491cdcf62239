// SPDX-License-Identifier: GPL-2.0-only
/* One preadv2() or pwritev2() an IO, polled when RWF_HIPRI says so. */
#include "bench.h"

#include <errno.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct state {
	unsigned int slot;
	bool is_queued;
};

static void sync_open(struct bench *bench)
{
	bench->state = bench_alloc(1, sizeof(struct state));
}

static void sync_queue(struct bench *bench, unsigned int slot)
{
	struct state *state = bench->state;

	state->slot = slot;
	state->is_queued = true;
}

static void sync_commit(struct bench *bench, unsigned int min_complete)
{
	struct state *state = bench->state;
	const struct slot *slot = &bench->slots[state->slot];
	struct iovec iov = { .iov_base = slot->buffer, .iov_len = bench->params.bs };
	long result;

	(void)min_complete;
	if (!state->is_queued)
		return;
	state->is_queued = false;
	/* The offset is passed in two halves, of which 64-bit kernels use the first. */
	result = syscall(bench->writes ? SYS_pwritev2 : SYS_preadv2, bench->fd, &iov, 1,
			 slot->offset, 0, bench->engine->flags);
	bench->syscalls++;
	if (result < 0 && errno == ENOSYS)
		bench_skip("the kernel has no preadv2()");
	bench_done(bench, state->slot, result < 0 ? -errno : result);
}

const struct engine sync_engines[2] = {
	{ "sync", false, 0, 1, sync_open, sync_queue, sync_commit },
	{ "sync-polled", true, RWF_HIPRI, 1, sync_open, sync_queue, sync_commit },
};
