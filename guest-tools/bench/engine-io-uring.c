// SPDX-License-Identifier: GPL-2.0-only
/*
 * io_uring by its system calls alone: the yardstick. One io_uring_enter() a
 * batch, by interrupt or polled; with fixed buffers the file is registered, too.
 */
#include "bench.h"

#include <errno.h>
#include <linux/io_uring.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The same number on every architecture; older C libraries lack the names. */
#define NR_IO_URING_SETUP 425
#define NR_IO_URING_ENTER 426
#define NR_IO_URING_REGISTER 427

struct state {
	int fd;
	bool fixed;
	unsigned int queued;
	unsigned int published;		/* and not yet taken by the kernel */
	uint32_t *sq_tail, *sq_mask, *sq_array;
	uint32_t *cq_head, *cq_tail, *cq_mask;
	struct io_uring_sqe *sqes;
	struct io_uring_cqe *cqes;
};

static void *map(const struct state *state, size_t bytes, uint64_t offset)
{
	void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, state->fd,
			(off_t)offset);

	if (at == MAP_FAILED)
		bench_fail("mapping io_uring: %s", strerror(errno));
	return at;
}

static void uring_register(const struct state *state, unsigned int opcode, const void *arg,
			   unsigned int count)
{
	if (syscall(NR_IO_URING_REGISTER, state->fd, opcode, arg, count) < 0)
		bench_fail("io_uring_register(%u): %s", opcode, strerror(errno));
}

/* Buffer i is that of slot i. */
static void fix_buffers(struct bench *bench)
{
	struct iovec *vecs = bench_alloc(bench->params.qd, sizeof(*vecs));

	for (uint64_t i = 0; i < bench->params.qd; i++)
		vecs[i] = (struct iovec){ bench->slots[i].buffer, bench->params.bs };
	uring_register(bench->state, IORING_REGISTER_BUFFERS, vecs, bench->params.qd);
	uring_register(bench->state, IORING_REGISTER_FILES, &bench->fd, 1);
	free(vecs);
}

static void uring_open(struct bench *bench)
{
	struct io_uring_params params = { .flags = bench->engine->flags };
	struct state *state = bench_alloc(1, sizeof(*state));
	char *sq, *cq;

	bench->state = state;
	state->fd = syscall(NR_IO_URING_SETUP, bench->params.qd, &params);
	if (state->fd < 0 && (errno == ENOSYS || errno == EPERM))
		bench_skip("the kernel has no io_uring, or forbids it");
	if (state->fd < 0)
		bench_fail("io_uring_setup: %s", strerror(errno));
	sq = map(state, params.sq_off.array + params.sq_entries * sizeof(uint32_t), IORING_OFF_SQ_RING);
	cq = map(state, params.cq_off.cqes + params.cq_entries * sizeof(*state->cqes), IORING_OFF_CQ_RING);
	state->sqes = map(state, params.sq_entries * sizeof(*state->sqes), IORING_OFF_SQES);
	state->sq_tail = (uint32_t *)(sq + params.sq_off.tail);
	state->sq_mask = (uint32_t *)(sq + params.sq_off.ring_mask);
	state->sq_array = (uint32_t *)(sq + params.sq_off.array);
	state->cq_head = (uint32_t *)(cq + params.cq_off.head);
	state->cq_tail = (uint32_t *)(cq + params.cq_off.tail);
	state->cq_mask = (uint32_t *)(cq + params.cq_off.ring_mask);
	state->cqes = (struct io_uring_cqe *)(cq + params.cq_off.cqes);
	state->fixed = bench->engine == &io_uring_engines[2];
	if (state->fixed)
		fix_buffers(bench);
}

static void uring_queue(struct bench *bench, unsigned int slot)
{
	struct state *state = bench->state;
	uint32_t at = (*state->sq_tail + state->queued) & *state->sq_mask;
	struct io_uring_sqe *sqe = &state->sqes[at];

	memset(sqe, 0, sizeof(*sqe));
	if (state->fixed) {
		sqe->opcode = bench->writes ? IORING_OP_WRITE_FIXED : IORING_OP_READ_FIXED;
		sqe->flags = IOSQE_FIXED_FILE;
		sqe->buf_index = slot;
	} else {
		sqe->opcode = bench->writes ? IORING_OP_WRITE : IORING_OP_READ;
		sqe->fd = bench->fd;
	}
	sqe->addr = (uintptr_t)bench->slots[slot].buffer;
	sqe->len = bench->params.bs;
	sqe->off = bench->slots[slot].offset;
	sqe->user_data = slot;
	state->sq_array[at] = at;
	state->queued++;
}

static void reap(struct bench *bench)
{
	struct state *state = bench->state;
	uint32_t head = *state->cq_head, tail = __atomic_load_n(state->cq_tail, __ATOMIC_ACQUIRE);

	for (; head != tail; head++) {
		const struct io_uring_cqe *cqe = &state->cqes[head & *state->cq_mask];

		bench_done(bench, (unsigned int)cqe->user_data, cqe->res);
	}
	__atomic_store_n(state->cq_head, head, __ATOMIC_RELEASE);
}

static void uring_commit(struct bench *bench, unsigned int min_complete)
{
	struct state *state = bench->state;
	uint32_t ready = __atomic_load_n(state->cq_tail, __ATOMIC_ACQUIRE) - *state->cq_head;
	uint32_t flags = 0;
	long ret;

	__atomic_store_n(state->sq_tail, *state->sq_tail + state->queued, __ATOMIC_RELEASE);
	state->published += state->queued;
	state->queued = 0;
	if (min_complete && (bench->engine->polled || ready < min_complete))
		flags |= IORING_ENTER_GETEVENTS;
	if (state->published || flags) {
		ret = syscall(NR_IO_URING_ENTER, state->fd, state->published, min_complete, flags,
			      NULL, 0);
		bench->syscalls++;
		if (ret < 0 && errno != EAGAIN && errno != EINTR && errno != EBUSY)
			bench_fail("io_uring_enter: %s", strerror(errno));
		if (ret > 0)
			state->published -= ret;
	}
	reap(bench);
}

const struct engine io_uring_engines[3] = {
	{ "io_uring", false, 0, 0, uring_open, uring_queue, uring_commit },
	{ "io_uring-polled", true, IORING_SETUP_IOPOLL, 0, uring_open, uring_queue, uring_commit },
	{ "io_uring-polled-fixed", true, IORING_SETUP_IOPOLL, 0, uring_open, uring_queue,
	  uring_commit },
};
