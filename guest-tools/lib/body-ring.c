// SPDX-License-Identifier: GPL-2.0-only
/* The rings, polled or not. */
#include "t-body.h"

#define BOTH (IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS)
#define ROOM 7
#define TOTAL 400
#define THREAD_ROOM 30

static struct t_path path;
static pthread_mutex_t sq_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t cq_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned int queued, taken, reaped;
static unsigned int seen[TOTAL];
static int fd;

static void open_ring(uint32_t flags, uint32_t depth)
{
	fd = t_path_device(flags, T_NVME);
	t_path_open(&path, flags, depth, T_BLOCK);
}

static void queue_reads(unsigned int count, uint64_t first)
{
	for (unsigned int i = 0; i < count; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, first + i);
	aio_ring_publish(&path.ring);
}

void t_body_cq_full(uint32_t flags)
{
	struct aio_ring *ring = &path.ring;
	struct io_event events[ROOM];

	open_ring(flags, ROOM);
	queue_reads(ROOM, 0);
	t_ret(t_ring_submit(ring, ROOM), ROOM);
	queue_reads(4, ROOM);
	t_ret(t_ring_submit(ring, 4), -EAGAIN);		/* in flight or complete, all room is taken */
	t_ret(io_ring_enter(ring->ctx, 0, ROOM, IORING_FLAG_GETEVENTS), 0);
	t_ret(t_ring_submit(ring, 4), -EAGAIN);
	t_eq(aio_ring_cq_ready(ring), ROOM);
	t_eq(aio_ring_reap(ring, events, 3), 3);
	t_ret(t_ring_submit(ring, 4), 3);		/* as many as were reaped */
	t_ret(t_ring_submit(ring, 1), -EAGAIN);
	t_ret(io_ring_enter(ring->ctx, 0, ROOM, IORING_FLAG_GETEVENTS), 0);
	t_eq(aio_ring_reap(ring, events, ROOM), ROOM);
	t_ret(t_ring_submit(ring, 1), 1);
	t_ring_wait(ring, events, 1);
	t_eq(events[0].data, ROOM + 3);
}

void t_body_min_complete(uint32_t flags)
{
	struct aio_ring *ring = &path.ring;
	struct io_event events[ROOM];

	open_ring(flags, ROOM);
	queue_reads(ROOM, 0);
	t_ret(io_ring_enter(ring->ctx, 4, 4, BOTH), 4);
	t_eq(aio_ring_cq_ready(ring), 4);
	t_ret(io_ring_enter(ring->ctx, 0, 4, IORING_FLAG_GETEVENTS), 0);	/* they still stand there */
	t_ret(io_ring_enter(ring->ctx, 3, ROOM, BOTH), 3);
	t_eq(aio_ring_reap(ring, events, ROOM), ROOM);
	t_eq(aio_ring_cq_ready(ring), 0);
}

static void queue_some(void)
{
	pthread_mutex_lock(&sq_lock);
	while (queued < TOTAL) {
		uint32_t slot = t_path_next(&path);
		struct iocb *iocb = aio_ring_next(&path.ring, NULL);

		if (!iocb)
			break;
		t_prep(iocb, path.flags, IOCB_CMD_PREAD, fd, t_path_buffer(&path, slot), T_BLOCK, 0,
		       queued++);
	}
	aio_ring_publish(&path.ring);
	pthread_mutex_unlock(&sq_lock);
}

static void reap_some(void)
{
	struct io_event events[THREAD_ROOM];
	unsigned int got;

	pthread_mutex_lock(&cq_lock);
	got = aio_ring_reap(&path.ring, events, THREAD_ROOM);
	for (unsigned int i = 0; i < got; i++) {
		t_true(events[i].data < TOTAL);
		t_eq(events[i].res, T_BLOCK);
		seen[events[i].data]++;
	}
	reaped += got;
	pthread_mutex_unlock(&cq_lock);
}

/* Only what the application does to the rings is serialised; the system call is not. */
static void *work(void *unused)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);

	(void)unused;
	while (__atomic_load_n(&reaped, __ATOMIC_SEQ_CST) < TOTAL) {
		long ret;

		if (t_expired(deadline))
			t_fail("%u of %d events came, %u iocbs were taken", reaped, TOTAL, taken);
		queue_some();
		ret = io_ring_enter(path.ring.ctx, 3, 0, BOTH);
		if (ret != -EAGAIN) {
			t_true(ret >= 0 && ret <= 3);
			__atomic_fetch_add(&taken, ret, __ATOMIC_SEQ_CST);
		}
		reap_some();
	}
	return NULL;
}

void t_body_two_threads(uint32_t flags)
{
	pthread_t threads[2];

	queued = taken = reaped = 0;
	memset(seen, 0, sizeof(seen));
	open_ring(flags, THREAD_ROOM);
	for (int i = 0; i < 2; i++)
		threads[i] = t_thread(work, NULL);
	for (int i = 0; i < 2; i++)
		t_join(threads[i]);
	t_eq(taken, TOTAL);
	t_eq(reaped, TOTAL);
	for (int i = 0; i < TOTAL; i++)
		t_eq(seen[i], 1);
}
