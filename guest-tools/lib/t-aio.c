// SPDX-License-Identifier: GPL-2.0-only
/*
 * Contexts of a check: opened with a skip when the kernel lacks them, filled
 * with iocbs, waited for with a limit. A polled context is polled, any other
 * one only watched.
 */
#include "t.h"

#include <stdio.h>
#include <sched.h>

void t_setup_init(struct t_setup *setup, uint32_t nr_events, uint32_t flags)
{
	t_setup_init_sized(setup, nr_events, flags, T_BLOCK);
}

static void fix_buffers(struct t_setup *setup, size_t buffer_bytes)
{
	setup->buffer_bytes = buffer_bytes;
	setup->buffers = t_alloc(setup->nr_events * buffer_bytes);
	if (setup->flags & IOCTX_FLAG_SCQRING)
		setup->iocbs = setup->sq->iocbs;
	for (uint32_t i = 0; i < setup->nr_events; i++) {
		setup->iocbs[i].aio_buf = (uintptr_t)setup->buffers + i * buffer_bytes;
		setup->iocbs[i].aio_nbytes = buffer_bytes;
	}
}

void t_setup_init_sized(struct t_setup *setup, uint32_t nr_events, uint32_t flags,
			size_t buffer_bytes)
{
	memset(setup, 0, sizeof(*setup));
	setup->nr_events = nr_events;
	setup->flags = flags;
	setup->ctxp = &setup->ctx;
	if ((flags & IOCTX_FLAG_USERIOCB) && !(flags & IOCTX_FLAG_SCQRING))
		setup->iocbs = t_alloc(nr_events * sizeof(struct iocb));
	if (flags & IOCTX_FLAG_SCQRING) {
		setup->sq = t_alloc(aio_ring_sq_bytes(nr_events));
		setup->cq = t_alloc(aio_ring_cq_bytes(nr_events));
	}
	if (flags & IOCTX_FLAG_FIXEDBUFS)
		fix_buffers(setup, buffer_bytes);
}

long t_setup_call(const struct t_setup *setup)
{
	return io_setup2(setup->nr_events, setup->flags, setup->iocbs, setup->sq, setup->cq,
			 setup->ctxp);
}

void t_setup_open(struct t_setup *setup)
{
	long ret = t_setup_call(setup);

	if (!ret)
		return;
	t_need_setup2(setup->flags);
	t_fail("io_setup2(%u) with flags 0x%x: %ld (%s)", setup->nr_events, setup->flags, ret,
	       t_errno_name((int)-ret));
}

void t_setup_free(struct t_setup *setup)
{
	if (setup->buffers)
		t_free(setup->buffers, setup->nr_events * setup->buffer_bytes);
	if (setup->iocbs && !setup->sq)
		t_free(setup->iocbs, setup->nr_events * sizeof(struct iocb));
	if (setup->sq)
		t_free(setup->sq, aio_ring_sq_bytes(setup->nr_events));
	if (setup->cq)
		t_free(setup->cq, aio_ring_cq_bytes(setup->nr_events));
}

/* Asks with arguments that cannot be wrong, so that EINVAL means an unknown flag. */
static long probe_setup2(uint32_t flags)
{
	struct t_setup setup;
	long ret;

	t_setup_init(&setup, 4, flags);
	ret = t_setup_call(&setup);
	if (ret == 0)
		io_destroy(setup.ctx);
	t_setup_free(&setup);
	return ret;
}

/* Flags that are known let the kernel get as far as the memory that is not there. */
static long probe_unreadable(uint32_t flags)
{
	void *none = t_alloc_none(t_page_bytes());
	struct t_setup setup;
	long ret;

	t_setup_init(&setup, 1, 0);
	setup.flags = flags;
	if (flags & IOCTX_FLAG_USERIOCB)
		setup.iocbs = none;
	if (flags & IOCTX_FLAG_SCQRING) {
		setup.sq = none;
		setup.cq = none;
		if (flags & IOCTX_FLAG_FIXEDBUFS)
			setup.iocbs = setup.sq->iocbs;
	}
	ret = t_setup_call(&setup);
	if (ret == 0)
		io_destroy(setup.ctx);
	munmap(none, t_page_bytes());
	return ret;
}

void t_need_setup2(uint32_t flags)
{
	static const struct {
		uint32_t flag;
		const char *name;
	} known[] = {
		{ IOCTX_FLAG_USERIOCB, "IOCTX_FLAG_USERIOCB" },
		{ IOCTX_FLAG_SCQRING, "IOCTX_FLAG_SCQRING" },
		{ IOCTX_FLAG_IOPOLL, "IOCTX_FLAG_IOPOLL" },
		{ IOCTX_FLAG_FIXEDBUFS, "IOCTX_FLAG_FIXEDBUFS" },
	};
	uint32_t with;
	long ret;

	/* io_destroy() takes tens of milliseconds, so first ask in a way that sets nothing up. */
	if (probe_unreadable(flags) == -EFAULT)
		return;
	ret = probe_setup2(flags);
	if (ret == 0)
		return;
	if (ret == -ENOSYS)
		t_skip("the kernel has no io_setup2()");
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		/* Fixed buffers go with one of two flags, known by then. */
		with = known[i].flag == IOCTX_FLAG_FIXEDBUFS ? flags & ~IOCTX_FLAG_IOPOLL : 0;
		if ((flags & known[i].flag) && probe_setup2(known[i].flag | with) == -EINVAL)
			t_skip("the kernel does not know %s", known[i].name);
	}
	t_fail("io_setup2() with flags 0x%x: %ld (%s)", flags, ret, t_errno_name((int)-ret));
}

void t_prep(struct iocb *iocb, uint32_t flags, int opcode, int fd, void *buffer, size_t bytes,
	    uint64_t offset, uint64_t data)
{
	memset(iocb, 0, sizeof(*iocb));
	iocb->aio_lio_opcode = opcode;
	iocb->aio_fildes = fd;
	iocb->aio_buf = (uintptr_t)buffer;
	iocb->aio_nbytes = bytes;
	iocb->aio_offset = offset;
	iocb->aio_data = data;
	if (flags & IOCTX_FLAG_IOPOLL)
		iocb->aio_flags = IOCB_FLAG_HIPRI;
}

void t_check_event(const char *file, int line, const struct io_event *event, uint64_t obj,
		   uint64_t data, int64_t res)
{
	if (event->obj != obj || event->data != data || event->res != res || event->res2 != 0)
		t_fail("%s:%d: event: expected obj %llu data %llu res %lld res2 0, got obj %llu data %llu res %lld res2 %lld",
		       file, line, (unsigned long long)obj, (unsigned long long)data,
		       (long long)res, (unsigned long long)event->obj,
		       (unsigned long long)event->data, (long long)event->res,
		       (long long)event->res2);
}

void t_user_open(struct t_user *user, uint32_t nr_events, uint32_t flags)
{
	long ret;

	memset(user, 0, sizeof(*user));
	user->nr_events = nr_events;
	user->flags = flags;
	user->iocbs = t_alloc(nr_events * sizeof(struct iocb));
	ret = io_setup2(nr_events, flags, flags & IOCTX_FLAG_USERIOCB ? user->iocbs : NULL, NULL,
			NULL, &user->ctx);
	if (!ret)
		return;
	t_need_setup2(flags);
	t_fail("io_setup2(%u) with flags 0x%x: %ld (%s)", nr_events, flags, ret,
	       t_errno_name((int)-ret));
}

void t_user_close(struct t_user *user)
{
	t_ret(io_destroy(user->ctx), 0);
	t_free(user->iocbs, user->nr_events * sizeof(struct iocb));
}

struct iocb *t_user_name(struct t_user *user, uint32_t index)
{
	if (user->flags & IOCTX_FLAG_USERIOCB)
		return (struct iocb *)(uintptr_t)index;
	return &user->iocbs[index];
}

long t_user_submit(struct t_user *user, uint32_t index)
{
	struct iocb *name = t_user_name(user, index);

	return io_submit(user->ctx, 1, &name);
}

void t_user_wait(struct t_user *user, struct io_event *events, unsigned int count)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	unsigned int got = 0;

	while (got < count) {
		struct timespec timeout = { .tv_nsec = 100 * 1000000 };
		long ret = io_getevents(user->ctx, 1, count - got, events + got, &timeout);

		if (ret < 0)
			t_fail("io_getevents: %ld (%s)", ret, t_errno_name((int)-ret));
		got += ret;
		if (got < count && t_expired(deadline))
			t_fail("%u of %u events came within %d ms", got, count, T_WAIT_MS);
	}
}

void t_ring_open(struct aio_ring *ring, uint32_t nr_events, uint32_t flags)
{
	long ret = aio_ring_init(ring, nr_events, flags);

	if (!ret)
		return;
	t_need_setup2(flags | IOCTX_FLAG_SCQRING);
	t_fail("io_setup2(%u) with rings and flags 0x%x: %ld (%s)", nr_events, flags, ret,
	       t_errno_name((int)-ret));
}

void t_ring_close(struct aio_ring *ring)
{
	t_ret(io_destroy(ring->ctx), 0);
	ring->ctx = 0;
	aio_ring_exit(ring);
}

struct iocb *t_ring_queue(struct aio_ring *ring, int opcode, int fd, void *buffer, size_t bytes,
			  uint64_t offset, uint64_t data)
{
	struct iocb *iocb = aio_ring_next(ring, NULL);

	if (!iocb)
		t_fail("the SQ ring of %u is full", ring->nr_events);
	t_prep(iocb, ring->flags, opcode, fd, buffer, bytes, offset, data);
	return iocb;
}

long t_ring_submit(struct aio_ring *ring, unsigned int count)
{
	aio_ring_publish(ring);
	return io_ring_enter(ring->ctx, count, 0, IORING_FLAG_SUBMIT);
}

void t_ring_wait(struct aio_ring *ring, struct io_event *events, unsigned int count)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	unsigned int got = 0;

	for (;;) {
		got += aio_ring_reap(ring, events + got, count - got);
		if (got == count)
			return;
		if (t_expired(deadline))
			t_fail("%u of %u events came within %d ms", got, count, T_WAIT_MS);
		if (ring->flags & IOCTX_FLAG_IOPOLL)
			t_ret(io_ring_enter(ring->ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
		else
			sched_yield();
	}
}
