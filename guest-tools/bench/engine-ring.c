// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rings of io_setup2() and one io_ring_enter() a batch, by interrupt or
 * polled, with or without fixed buffers.
 */
#include "bench.h"

#include "aio-ring.h"

struct state {
	struct aio_ring ring;
	bool fixed;
	unsigned int queued;
	struct iocb blank;	/* the fields that are the same for every IO */
	struct io_event events[QD_MAX];
};

/* A fixed buffer belongs to a slot of the ring: whatever lands there is in a buffer of its own. */
static void fix_buffers(struct bench *bench)
{
	struct state *state = bench->state;
	struct aio_ring *ring = &state->ring;
	size_t bytes = ring->nr_events * bench->params.bs;
	char *buffers = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

	if (buffers == MAP_FAILED)
		bench_fail("no memory for %u fixed buffers", ring->nr_events);
	memset(buffers, 1, bytes);
	for (uint32_t i = 0; i < ring->nr_events; i++) {
		ring->sq->iocbs[i] = state->blank;
		ring->sq->iocbs[i].aio_buf = (uintptr_t)buffers + i * bench->params.bs;
	}
}

static void ring_open(struct bench *bench)
{
	struct state *state = bench_alloc(1, sizeof(*state));
	uint32_t flags = bench->engine->flags;
	struct iocb *blank = &state->blank;
	long ret;

	bench->state = state;
	state->fixed = flags & IOCTX_FLAG_FIXEDBUFS;
	blank->aio_lio_opcode = bench->writes ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD;
	blank->aio_fildes = bench->fd;
	blank->aio_nbytes = bench->params.bs;
	if (flags & IOCTX_FLAG_IOPOLL)
		blank->aio_flags = IOCB_FLAG_HIPRI;
	/* A ring holds one entry less than it has. */
	ret = aio_ring_alloc(&state->ring, bench->params.qd + 1, flags);
	if (ret == 0 && state->fixed)
		fix_buffers(bench);
	if (ret == 0)
		ret = aio_ring_setup(&state->ring);
	if (ret == -ENOSYS)
		bench_skip("the kernel has no io_setup2()");
	if (ret == -EINVAL)
		bench_skip("the kernel does not know the flags 0x%x of io_setup2()",
			   flags | IOCTX_FLAG_SCQRING);
	if (ret < 0)
		bench_fail("rings of %llu: %s", (unsigned long long)bench->params.qd + 1,
			   strerror(-(int)ret));
}

static void ring_queue(struct bench *bench, unsigned int slot)
{
	struct state *state = bench->state;
	struct iocb *iocb = aio_ring_next(&state->ring, NULL);

	if (!iocb)
		bench_fail("the SQ ring is full with %u queued", state->queued);
	if (!state->fixed) {
		*iocb = state->blank;
		iocb->aio_buf = (uintptr_t)bench->slots[slot].buffer;
	}
	iocb->aio_data = slot;
	iocb->aio_offset = bench->slots[slot].offset;
	state->queued++;
}

static void ring_commit(struct bench *bench, unsigned int min_complete)
{
	struct state *state = bench->state;
	uint32_t flags = 0;
	unsigned int got;
	long ret;

	aio_ring_publish(&state->ring);
	if (state->queued)
		flags |= IORING_FLAG_SUBMIT;
	if (min_complete && (bench->engine->polled || aio_ring_cq_ready(&state->ring) < min_complete))
		flags |= IORING_FLAG_GETEVENTS;
	if (flags) {
		ret = io_ring_enter(state->ring.ctx, state->queued, min_complete, flags);
		bench->syscalls++;
		if (ret == -EOPNOTSUPP)
			bench_fail("io_ring_enter failed with EOPNOTSUPP: %s cannot poll", bench->path);
		if (ret < 0 && ret != -EAGAIN && ret != -EINTR)
			bench_fail("io_ring_enter: %s", strerror(-(int)ret));
		if (ret > 0)
			state->queued -= ret;
	}
	got = aio_ring_reap(&state->ring, state->events, bench->params.qd);
	for (unsigned int i = 0; i < got; i++)
		bench_done(bench, (unsigned int)state->events[i].data, state->events[i].res);
}

const struct engine ring_engines[3] = {
	{ "ring", false, 0, 0, ring_open, ring_queue, ring_commit },
	{ "ring-polled", true, IOCTX_FLAG_IOPOLL, 0, ring_open, ring_queue, ring_commit },
	{ "ring-polled-fixed", true, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_FIXEDBUFS, 0, ring_open,
	  ring_queue, ring_commit },
};
