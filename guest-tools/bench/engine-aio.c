// SPDX-License-Identifier: GPL-2.0-only
/*
 * io_submit() and io_getevents(): plain, with iocbs that the kernel mapped once,
 * and those polled.
 */
#include "bench.h"

#include <stdlib.h>

#include "aio-ring.h"

struct state {
	aio_context_t ctx;
	struct iocb *iocbs;		/* one a slot */
	bool by_index;
	unsigned int queued;		/* of names[] */
	unsigned int in_kernel;		/* taken and not yet reaped */
	struct iocb *names[QD_MAX];	/* what io_submit() is given: addresses or indexes */
	struct io_event events[QD_MAX];
};

static void aio_open(struct bench *bench)
{
	struct state *state = bench_alloc(1, sizeof(*state));
	uint32_t flags = bench->engine->flags;
	struct iocb *iocbs;
	long ret;

	bench->state = state;
	state->by_index = flags & IOCTX_FLAG_USERIOCB;
	iocbs = mmap(NULL, QD_MAX * sizeof(*iocbs), PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (iocbs == MAP_FAILED)
		bench_fail("no memory for iocbs");
	state->iocbs = iocbs;
	for (unsigned int i = 0; i < bench->params.qd; i++) {
		iocbs[i].aio_lio_opcode = bench->writes ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD;
		iocbs[i].aio_fildes = bench->fd;
		iocbs[i].aio_buf = (uintptr_t)bench->slots[i].buffer;
		iocbs[i].aio_nbytes = bench->params.bs;
		iocbs[i].aio_data = i;
		if (flags & IOCTX_FLAG_IOPOLL)
			iocbs[i].aio_flags = IOCB_FLAG_HIPRI;
	}
	ret = flags ? io_setup2(bench->params.qd, flags, iocbs, NULL, NULL, &state->ctx) :
		      io_setup(bench->params.qd, &state->ctx);
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
	struct state *state = bench->state;
	struct iocb *iocb = &state->iocbs[slot];

	iocb->aio_offset = bench->slots[slot].offset;
	state->names[state->queued++] = state->by_index ? (struct iocb *)(uintptr_t)slot : iocb;
}

static void submit_queued(struct bench *bench)
{
	struct state *state = bench->state;
	long taken = io_submit(state->ctx, state->queued, state->names);

	bench->syscalls++;
	if (taken == -EOPNOTSUPP)
		bench_fail("io_submit failed with EOPNOTSUPP: %s cannot poll", bench->path);
	if (taken < 0 && taken != -EAGAIN)
		bench_fail("io_submit: %s", strerror(-(int)taken));
	if (taken <= 0)
		return;
	state->queued -= taken;
	state->in_kernel += taken;
	memmove(state->names, state->names + taken, state->queued * sizeof(state->names[0]));
}

static void aio_commit(struct bench *bench, unsigned int min_complete)
{
	struct state *state = bench->state;
	long got;

	if (state->queued)
		submit_queued(bench);
	/* What the kernel has not taken never completes. */
	if (min_complete > state->in_kernel)
		min_complete = state->in_kernel;
	if (!min_complete)
		return;
	got = io_getevents(state->ctx, min_complete, bench->params.qd, state->events, NULL);
	bench->syscalls++;
	if (got == -EINTR)
		return;
	if (got < 0)
		bench_fail("io_getevents: %s", strerror(-(int)got));
	state->in_kernel -= got;
	for (long i = 0; i < got; i++)
		bench_done(bench, (unsigned int)state->events[i].data, state->events[i].res);
}

const struct engine aio_engines[3] = {
	{ "libaio", false, 0, 0, aio_open, aio_queue, aio_commit },
	{ "user-iocb", false, IOCTX_FLAG_USERIOCB, 0, aio_open, aio_queue, aio_commit },
	{ "user-iocb-polled", true, IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL, 0, aio_open, aio_queue,
	  aio_commit },
};
