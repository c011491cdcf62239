/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The polled aio interface as user space sees it: flags, ring layout, system
 * calls, and the few helpers every user of the rings needs. This header has no
 * other part of the guest tools in it and may be copied into any program.
 *
 * The wrappers return what the kernel returns: a result, or -errno.
 */
#ifndef AIO_RING_H
#define AIO_RING_H

#include <errno.h>
#include <linux/aio_abi.h>
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Free up to Linux 6.10; a later kernel has other numbers, given with -D. */
#ifndef NR_IO_SETUP2
#define NR_IO_SETUP2 335
#endif
#ifndef NR_IO_RING_ENTER
#define NR_IO_RING_ENTER 336
#endif

#ifndef IOCTX_FLAG_USERIOCB
#define IOCTX_FLAG_USERIOCB	(1U << 0)	/* iocbs are mapped once and named by index */
#define IOCTX_FLAG_IOPOLL	(1U << 1)	/* completions are polled for */
#define IOCTX_FLAG_FIXEDBUFS	(1U << 2)	/* buffers are pinned at setup */
#define IOCTX_FLAG_SCQRING	(1U << 3)	/* submission and completion rings */
#endif

#ifndef IOCB_FLAG_HIPRI
#define IOCB_FLAG_HIPRI		(1U << 2)	/* iocb.aio_flags: polled */
#endif

#ifndef IORING_FLAG_SUBMIT
#define IORING_FLAG_SUBMIT	(1U << 0)
#define IORING_FLAG_GETEVENTS	(1U << 1)

struct aio_iocb_ring {
	union {
		struct {
			__u32 head, tail, nr_events;
		};
		struct iocb pad_iocb;
	};
	struct iocb iocbs[];
};

struct aio_io_event_ring {
	union {
		struct {
			__u32 head, tail, nr_events;
		};
		struct io_event pad_event;
	};
	struct io_event events[];
};
#endif

_Static_assert(offsetof(struct aio_iocb_ring, iocbs) == 64, "iocbs[] starts at byte 64");
_Static_assert(offsetof(struct aio_io_event_ring, events) == 32, "events[] starts at byte 32");

static inline long aio_result(long result)
{
	return result < 0 ? -errno : result;
}

static inline long io_setup2(__u32 nr_events, __u32 flags, struct iocb *iocbs,
			     struct aio_iocb_ring *sq, struct aio_io_event_ring *cq,
			     aio_context_t *ctx)
{
	return aio_result(syscall(NR_IO_SETUP2, nr_events, flags, iocbs, sq, cq, ctx));
}

static inline long io_ring_enter(aio_context_t ctx, __u32 to_submit, __u32 min_complete,
				 __u32 flags)
{
	return aio_result(syscall(NR_IO_RING_ENTER, ctx, to_submit, min_complete, flags));
}

static inline long io_setup(unsigned int nr_events, aio_context_t *ctx)
{
	return aio_result(syscall(SYS_io_setup, nr_events, ctx));
}

static inline long io_destroy(aio_context_t ctx)
{
	return aio_result(syscall(SYS_io_destroy, ctx));
}

static inline long io_submit(aio_context_t ctx, long nr, struct iocb **iocbs)
{
	return aio_result(syscall(SYS_io_submit, ctx, nr, iocbs));
}

static inline long io_getevents(aio_context_t ctx, long min_nr, long nr, struct io_event *events,
				struct timespec *timeout)
{
	return aio_result(syscall(SYS_io_getevents, ctx, min_nr, nr, events, timeout));
}

/* Each side publishes its index with release and reads the other's with acquire. */
static inline __u32 aio_load_acquire(const __u32 *index)
{
	return __atomic_load_n(index, __ATOMIC_ACQUIRE);
}

static inline void aio_store_release(__u32 *index, __u32 value)
{
	__atomic_store_n(index, value, __ATOMIC_RELEASE);
}

/*
 * The application's side of a pair of rings. sq_next runs ahead of sq->tail
 * between aio_ring_next() and aio_ring_publish().
 */
struct aio_ring {
	aio_context_t ctx;
	struct aio_iocb_ring *sq;
	struct aio_io_event_ring *cq;
	__u32 nr_events;
	__u32 sq_next;
	__u32 flags;
	size_t sq_bytes;
	size_t cq_bytes;
};

static inline __u32 aio_ring_after(const struct aio_ring *ring, __u32 index)
{
	return index + 1 == ring->nr_events ? 0 : index + 1;
}

static inline size_t aio_ring_sq_bytes(__u32 nr_events)
{
	return sizeof(struct aio_iocb_ring) + (size_t)nr_events * sizeof(struct iocb);
}

static inline size_t aio_ring_cq_bytes(__u32 nr_events)
{
	return sizeof(struct aio_io_event_ring) + (size_t)nr_events * sizeof(struct io_event);
}

static inline void aio_ring_exit(struct aio_ring *ring)
{
	if (ring->ctx)
		io_destroy(ring->ctx);
	if (ring->sq)
		munmap(ring->sq, ring->sq_bytes);
	if (ring->cq)
		munmap(ring->cq, ring->cq_bytes);
	memset(ring, 0, sizeof(*ring));
}

/* The memory of two rings, empty; flags are added to IOCTX_FLAG_SCQRING. 0 or -errno. */
static inline long aio_ring_alloc(struct aio_ring *ring, __u32 nr_events, __u32 flags)
{
	void *sq, *cq;

	memset(ring, 0, sizeof(*ring));
	ring->nr_events = nr_events;
	ring->flags = flags | IOCTX_FLAG_SCQRING;
	ring->sq_bytes = aio_ring_sq_bytes(nr_events);
	ring->cq_bytes = aio_ring_cq_bytes(nr_events);
	sq = mmap(NULL, ring->sq_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	cq = mmap(NULL, ring->cq_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ring->sq = sq == MAP_FAILED ? NULL : sq;
	ring->cq = cq == MAP_FAILED ? NULL : cq;
	if (ring->sq && ring->cq)
		return 0;
	aio_ring_exit(ring);
	return -ENOMEM;
}

/* A context for rings that were allocated; fixed buffers stand in their iocbs. 0 or -errno. */
static inline long aio_ring_setup(struct aio_ring *ring)
{
	struct iocb *iocbs = ring->flags & IOCTX_FLAG_FIXEDBUFS ? ring->sq->iocbs : NULL;
	long ret;

	ret = io_setup2(ring->nr_events, ring->flags, iocbs, ring->sq, ring->cq, &ring->ctx);
	if (ret < 0)
		aio_ring_exit(ring);
	return ret;
}

/* Both in one, for rings without fixed buffers. */
static inline long aio_ring_init(struct aio_ring *ring, __u32 nr_events, __u32 flags)
{
	long ret = aio_ring_alloc(ring, nr_events, flags);

	return ret < 0 ? ret : aio_ring_setup(ring);
}

/* The next free iocb of the SQ ring and its index, or NULL when the ring is full. */
static inline struct iocb *aio_ring_next(struct aio_ring *ring, __u32 *index)
{
	__u32 at = ring->sq_next;

	if (aio_ring_after(ring, at) == aio_load_acquire(&ring->sq->head))
		return NULL;
	ring->sq_next = aio_ring_after(ring, at);
	if (index)
		*index = at;
	return &ring->sq->iocbs[at];
}

/* Shows the kernel every iocb taken since the last call. */
static inline void aio_ring_publish(struct aio_ring *ring)
{
	aio_store_release(&ring->sq->tail, ring->sq_next);
}

/* How many iocbs are published and not yet consumed. */
static inline __u32 aio_ring_sq_pending(const struct aio_ring *ring)
{
	__u32 head = aio_load_acquire(&ring->sq->head), tail = ring->sq->tail;

	return tail >= head ? tail - head : tail + ring->nr_events - head;
}

/* How many events stand in the CQ ring. */
static inline __u32 aio_ring_cq_ready(const struct aio_ring *ring)
{
	__u32 head = ring->cq->head, tail = aio_load_acquire(&ring->cq->tail);

	return tail >= head ? tail - head : tail + ring->nr_events - head;
}

/* Takes at most max events out of the CQ ring, without a system call. */
static inline unsigned int aio_ring_reap(struct aio_ring *ring, struct io_event *events,
					 unsigned int max)
{
	__u32 head = ring->cq->head, tail = aio_load_acquire(&ring->cq->tail);
	unsigned int count = 0;

	while (count < max && head != tail) {
		events[count++] = ring->cq->events[head];
		head = aio_ring_after(ring, head);
	}
	aio_store_release(&ring->cq->head, head);
	return count;
}

#endif
