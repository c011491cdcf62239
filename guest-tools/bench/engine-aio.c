// SPDX-License-Identifier: GPL-2.0-only
/*
 * io_submit() and io_getevents(): plain, with iocbs that the kernel mapped once,
 * and those polled.
 */
#include "bench.h"

#include <stdlib.h>

#include "aio-ring.h"

static aio_context_t ctx;
static struct iocb *iocbs;		/* one a slot */
static struct iocb *names[QD_MAX];	/* what io_submit() is given: addresses or indexes */
static struct io_event events[QD_MAX];
static unsigned int queued;		/* of names[] */
static unsigned int in_kernel;		/* taken and not yet reaped */

static void aio_open(struct bench *bench)
{
	uint32_t flags = bench->engine->flags;
	long ret;

	iocbs = mmap(NULL, QD_MAX * sizeof(*iocbs), PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (iocbs == MAP_FAILED)
		bench_fail("no memory for iocbs");
	for (unsigned int i = 0; i < bench->params.qd; i++) {
		iocbs[i].aio_lio_opcode = bench->writes ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD;
		iocbs[i].aio_fildes = bench->fd;
		iocbs[i].aio_buf = (uintptr_t)bench->slots[i].buffer;
		iocbs[i].aio_nbytes = bench->params.bs;
		iocbs[i].aio_data = i;
		if (flags & IOCTX_FLAG_IOPOLL)
			iocbs[i].aio_flags = IOCB_FLAG_HIPRI;
	}
	ret = flags ? io_setup2(bench->params.qd, flags, iocbs, NULL, NULL, &ctx) :
		      io_setup(bench->params.qd, &ctx);
	if (ret == -ENOSYS)
		bench_skip("the kernel has no %s()", flags ? "io_setup2" : "io_setup");
	if (ret == -EINVAL && flags)
		bench_skip("the kernel does not know the flags 0x%x of io_setup2()", flags);
	if (ret < 0)
		bench_fail("setting up %llu events: %s", (unsigned long long)bench->params.qd,
			   strerror(-(int)ret));
}

static void aio_queue(struct bench *bench, unsigned int slot)
{
	iocbs[slot].aio_offset = bench->slots[slot].offset;
	names[queued++] = bench->engine->flags & IOCTX_FLAG_USERIOCB ?
			  (struct iocb *)(uintptr_t)slot : &iocbs[slot];
}

static void submit_queued(struct bench *bench)
{
	long taken = io_submit(ctx, queued, names);

	bench->syscalls++;
	if (taken == -EOPNOTSUPP)
		bench_fail("io_submit failed with EOPNOTSUPP: %s cannot poll", bench->path);
	if (taken < 0 && taken != -EAGAIN)
		bench_fail("io_submit: %s", strerror(-(int)taken));
	if (taken <= 0)
		return;
	queued -= taken;
	in_kernel += taken;
	memmove(names, names + taken, queued * sizeof(names[0]));
}

static void aio_commit(struct bench *bench, unsigned int min_complete)
{
	long got;

	if (queued)
		submit_queued(bench);
	/* What the kernel has not taken never completes. */
	if (min_complete > in_kernel)
		min_complete = in_kernel;
	if (!min_complete)
		return;
	got = io_getevents(ctx, min_complete, bench->params.qd, events, NULL);
	bench->syscalls++;
	if (got == -EINTR)
		return;
	if (got < 0)
		bench_fail("io_getevents: %s", strerror(-(int)got));
	in_kernel -= got;
	for (long i = 0; i < got; i++)
		bench_done(bench, (unsigned int)events[i].data, events[i].res);
}

const struct engine aio_engines[3] = {
	{ "libaio", false, 0, 0, aio_open, aio_queue, aio_commit },
	{ "user-iocb", false, IOCTX_FLAG_USERIOCB, 0, aio_open, aio_queue, aio_commit },
	{ "user-iocb-polled", true, IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL, 0, aio_open, aio_queue,
	  aio_commit },
};
