// SPDX-License-Identifier: GPL-2.0-only
/* The rings of io_setup2() and one io_ring_enter() a batch, by interrupt or polled. */
#include "bench.h"

#include "aio-ring.h"

static struct aio_ring ring;
static struct io_event events[QD_MAX];
static struct iocb blank;	/* the fields that are the same for every IO */
static unsigned int queued;

static void ring_open(struct bench *bench)
{
	uint32_t flags = bench->engine->flags;
	long ret;

	/* A ring holds one entry less than it has. */
	ret = aio_ring_init(&ring, bench->params.qd + 1, flags);
	if (ret == -ENOSYS)
		bench_skip("the kernel has no io_setup2()");
	if (ret == -EINVAL)
		bench_skip("the kernel does not know the flags 0x%x of io_setup2()",
			   flags | IOCTX_FLAG_SCQRING);
	if (ret < 0)
		bench_fail("rings of %llu: %s", (unsigned long long)bench->params.qd + 1,
			   strerror(-(int)ret));
	blank.aio_lio_opcode = bench->writes ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD;
	blank.aio_fildes = bench->fd;
	blank.aio_nbytes = bench->params.bs;
	if (flags & IOCTX_FLAG_IOPOLL)
		blank.aio_flags = IOCB_FLAG_HIPRI;
}

static void ring_queue(struct bench *bench, unsigned int slot)
{
	struct iocb *iocb = aio_ring_next(&ring, NULL);

	if (!iocb)
		bench_fail("the SQ ring is full with %u queued", queued);
	*iocb = blank;
	iocb->aio_data = slot;
	iocb->aio_buf = (uintptr_t)bench->slots[slot].buffer;
	iocb->aio_offset = bench->slots[slot].offset;
	queued++;
}

static void ring_commit(struct bench *bench, unsigned int min_complete)
{
	uint32_t flags = 0;
	unsigned int got;
	long ret;

	aio_ring_publish(&ring);
	if (queued)
		flags |= IORING_FLAG_SUBMIT;
	if (min_complete && (bench->engine->polled || aio_ring_cq_ready(&ring) < min_complete))
		flags |= IORING_FLAG_GETEVENTS;
	if (flags) {
		ret = io_ring_enter(ring.ctx, queued, min_complete, flags);
		bench->syscalls++;
		if (ret == -EOPNOTSUPP)
			bench_fail("io_ring_enter failed with EOPNOTSUPP: %s cannot poll", bench->path);
		if (ret < 0 && ret != -EAGAIN && ret != -EINTR)
			bench_fail("io_ring_enter: %s", strerror(-(int)ret));
		if (ret > 0)
			queued -= ret;
	}
	got = aio_ring_reap(&ring, events, bench->params.qd);
	for (unsigned int i = 0; i < got; i++)
		bench_done(bench, (unsigned int)events[i].data, events[i].res);
}

const struct engine ring_engines[2] = {
	{ "ring", false, 0, 0, ring_open, ring_queue, ring_commit },
	{ "ring-polled", true, IOCTX_FLAG_IOPOLL, 0, ring_open, ring_queue, ring_commit },
};
