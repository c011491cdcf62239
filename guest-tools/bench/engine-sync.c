// SPDX-License-Identifier: GPL-2.0-only
/* One preadv2() or pwritev2() an IO, polled when RWF_HIPRI says so. */
#include "bench.h"

#include <errno.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static unsigned int queued_slot;
static bool is_queued;

static void sync_open(struct bench *bench)
{
	(void)bench;
}

static void sync_queue(struct bench *bench, unsigned int slot)
{
	(void)bench;
	queued_slot = slot;
	is_queued = true;
}

static void sync_commit(struct bench *bench, unsigned int min_complete)
{
	const struct slot *slot = &bench->slots[queued_slot];
	struct iovec iov = { .iov_base = slot->buffer, .iov_len = bench->params.bs };
	long result;

	(void)min_complete;
	if (!is_queued)
		return;
	is_queued = false;
	/* The offset is passed in two halves, of which 64-bit kernels use the first. */
	result = syscall(bench->writes ? SYS_pwritev2 : SYS_preadv2, bench->fd, &iov, 1,
			 slot->offset, 0, bench->engine->flags);
	bench->syscalls++;
	if (result < 0 && errno == ENOSYS)
		bench_skip("the kernel has no preadv2()");
	bench_done(bench, queued_slot, result < 0 ? -errno : result);
}

const struct engine sync_engines[2] = {
	{ "sync", false, 0, 1, sync_open, sync_queue, sync_commit },
	{ "sync-polled", true, RWF_HIPRI, 1, sync_open, sync_queue, sync_commit },
};
