// SPDX-License-Identifier: GPL-2.0-only
/*
 * One set of calls for every kind of context, and IO through all of them, for
 * checks that want the same of every interface.
 */
#include "t-kind.h"

#include <signal.h>

#define CHURN_CONTEXTS 3
#define KINDS_MAX 16

static bool makes_sense(uint32_t flags)
{
	/* With rings, user iocbs are the ring's own, asked for or not. */
	const uint32_t iocbs = flags & (IOCTX_FLAG_USERIOCB | IOCTX_FLAG_SCQRING);

	return iocbs != (IOCTX_FLAG_USERIOCB | IOCTX_FLAG_SCQRING) &&
	       (iocbs || !(flags & IOCTX_FLAG_FIXEDBUFS));
}

/* EINVAL with arguments that cannot be wrong is a flag that is not known. */
static bool is_known(uint32_t flags)
{
	struct t_kind kind;
	long ret;

	t_kind_alloc(&kind, flags, -1);
	ret = t_kind_setup(&kind);
	if (!ret)
		t_kind_destroy(&kind);
	t_kind_free(&kind);
	if (ret && ret != -EINVAL && ret != -ENOSYS)
		t_fail("io_setup2() with flags 0x%x: %ld (%s)", flags, ret,
		       t_errno_name((int)-ret));
	return !ret;
}

uint32_t t_kind_first(void)
{
	return 0;
}

uint32_t t_kind_next(uint32_t flags)
{
	const uint32_t end = IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL | IOCTX_FLAG_FIXEDBUFS |
			     IOCTX_FLAG_SCQRING;

	while (flags++ < end)
		if (makes_sense(flags) && is_known(flags))
			return flags;
	return T_KIND_END;
}

void t_kind_alloc(struct t_kind *kind, uint32_t flags, int fd)
{
	memset(kind, 0, sizeof(*kind));
	kind->flags = flags;
	kind->fd = fd;
	kind->buffers = t_alloc(T_KIND_EVENTS * T_BLOCK);
	memset(kind->buffers, 0x5a, T_KIND_EVENTS * T_BLOCK);
	if (flags & IOCTX_FLAG_SCQRING) {
		kind->ring.sq = t_alloc(aio_ring_sq_bytes(T_KIND_EVENTS));
		kind->ring.cq = t_alloc(aio_ring_cq_bytes(T_KIND_EVENTS));
		memset(kind->ring.cq, 0, aio_ring_cq_bytes(T_KIND_EVENTS));
		kind->ring.nr_events = T_KIND_EVENTS;
		kind->ring.flags = flags;
		kind->iocbs = kind->ring.sq->iocbs;
	} else {
		kind->iocbs = t_alloc(T_KIND_EVENTS * sizeof(struct iocb));
	}
	for (uint32_t i = 0; i < T_KIND_EVENTS; i++)
		t_prep(&kind->iocbs[i], flags, IOCB_CMD_PREAD, fd, kind->buffers + i * T_BLOCK,
		       T_BLOCK, i * T_BLOCK, i);
}

void t_kind_free(struct t_kind *kind)
{
	t_free(kind->buffers, T_KIND_EVENTS * T_BLOCK);
	if (kind->flags & IOCTX_FLAG_SCQRING) {
		t_free(kind->ring.sq, aio_ring_sq_bytes(T_KIND_EVENTS));
		t_free(kind->ring.cq, aio_ring_cq_bytes(T_KIND_EVENTS));
	} else {
		t_free(kind->iocbs, T_KIND_EVENTS * sizeof(struct iocb));
	}
}

long t_kind_setup(struct t_kind *kind)
{
	const bool maps = kind->flags & (IOCTX_FLAG_USERIOCB | IOCTX_FLAG_FIXEDBUFS);
	long ret;

	kind->ctx = 0;
	kind->ring.sq_next = 0;
	if (!kind->flags)
		return io_setup(T_KIND_EVENTS, &kind->ctx);
	ret = io_setup2(T_KIND_EVENTS, kind->flags, maps ? kind->iocbs : NULL, kind->ring.sq,
			kind->ring.cq, &kind->ctx);
	kind->ring.ctx = kind->ctx;
	return ret;
}

void t_kind_destroy(struct t_kind *kind)
{
	t_ret(io_destroy(kind->ctx), 0);
	kind->ctx = 0;
}

/* Ring slots follow each other, so that with every slot free slot and number differ. */
void t_kind_prep(struct t_kind *kind, int opcode, unsigned int count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct iocb *iocb = &kind->iocbs[i];
		uint32_t buffer = i;

		if (kind->flags & IOCTX_FLAG_SCQRING) {
			iocb = aio_ring_next(&kind->ring, &buffer);
			if (!iocb)
				t_fail("the SQ ring is full");
		}
		/* A fixed buffer belongs to its slot. */
		t_prep(iocb, kind->flags, opcode, kind->fd, kind->buffers + buffer * T_BLOCK,
		       T_BLOCK, i * T_BLOCK, ((uint64_t)buffer << 32) | i);
	}
	if (kind->flags & IOCTX_FLAG_SCQRING)
		aio_ring_publish(&kind->ring);
}

long t_kind_submit(struct t_kind *kind, unsigned int from, unsigned int to)
{
	struct iocb *names[T_KIND_EVENTS];

	if (kind->flags & IOCTX_FLAG_SCQRING)
		return io_ring_enter(kind->ctx, to - from, 0, IORING_FLAG_SUBMIT);
	for (unsigned int i = from; i < to; i++)
		names[i - from] = kind->flags & IOCTX_FLAG_USERIOCB ?
					  (struct iocb *)(uintptr_t)i : &kind->iocbs[i];
	return io_submit(kind->ctx, to - from, names);
}

long t_kind_reap(struct t_kind *kind, struct io_event *events, unsigned int max)
{
	struct timespec soon = { 0 };
	long ret;

	if (!(kind->flags & IOCTX_FLAG_SCQRING))
		return io_getevents(kind->ctx, 0, max, events, &soon);
	if (kind->flags & IOCTX_FLAG_IOPOLL) {
		ret = io_ring_enter(kind->ctx, 0, 0, IORING_FLAG_GETEVENTS);
		if (ret)
			return ret;
	}
	return aio_ring_reap(&kind->ring, events, max);
}

void t_kind_wait(struct t_kind *kind, struct io_event *events, unsigned int count)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	unsigned int got = 0;

	while (got < count) {
		long ret = t_kind_reap(kind, events + got, count - got);

		if (ret < 0)
			t_fail("getting events with flags 0x%x: %ld (%s)", kind->flags, ret,
			       t_errno_name((int)-ret));
		got += ret;
		if (got < count && t_expired(deadline))
			t_fail("with flags 0x%x %u of %u events came within %d ms", kind->flags,
			       got, count, T_WAIT_MS);
	}
}

unsigned int t_kind_index(const struct io_event *event)
{
	return (uint32_t)event->data;
}

void t_kind_io(struct t_kind *kind, int opcode, long res)
{
	struct io_event events[T_KIND_DEPTH];

	t_kind_prep(kind, opcode, T_KIND_DEPTH);
	t_ret(t_kind_submit(kind, 0, T_KIND_DEPTH), T_KIND_DEPTH);
	t_kind_wait(kind, events, T_KIND_DEPTH);
	for (unsigned int i = 0; i < T_KIND_DEPTH; i++)
		t_ret(events[i].res, res);
}

static uint32_t churned_flags;

/* One is destroyed with IO in flight; the others are left to exit, one of them busy. */
static int churn(void)
{
	static struct t_kind kinds[CHURN_CONTEXTS];
	int fd = t_open_device(T_NVME);

	for (int i = 0; i < CHURN_CONTEXTS; i++) {
		t_kind_alloc(&kinds[i], churned_flags, fd);
		t_ret(t_kind_setup(&kinds[i]), 0);
		t_kind_io(&kinds[i], IOCB_CMD_PREAD, T_BLOCK);
		t_kind_io(&kinds[i], IOCB_CMD_PWRITE, T_BLOCK);
	}
	for (int i = 0; i < CHURN_CONTEXTS; i += 2) {
		t_kind_prep(&kinds[i], IOCB_CMD_PREAD, T_KIND_DEPTH);
		t_ret(t_kind_submit(&kinds[i], 0, T_KIND_DEPTH), T_KIND_DEPTH);
	}
	t_kind_destroy(&kinds[0]);
	return T_PASS;
}

void t_kind_churn(void)
{
	pid_t exiting[KINDS_MAX], killed[KINDS_MAX];
	unsigned int count = 0;

	close(t_open_polled(T_NVME));
	/* All at once: the end of a context takes grace periods, which they can wait for together. */
	t_each_kind(flags) {
		t_true(count < KINDS_MAX);
		churned_flags = flags;
		exiting[count] = t_start_child(churn);
		killed[count++] = t_start_killed_child(churn);
	}
	for (unsigned int i = 0; i < count; i++) {
		t_end_child(exiting[i], 0);
		t_end_child(killed[i], SIGKILL);
	}
}
