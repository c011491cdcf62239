// SPDX-License-Identifier: GPL-2.0-only
/* Two threads in io_ring_enter() on one context: each iocb is taken and completed exactly once. */
#include "t.h"

#include <pthread.h>

#define TOTAL 400
#define ROOM 30

static struct aio_ring ring;
static pthread_mutex_t sq_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t cq_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned int queued, taken, reaped;
static unsigned int seen[TOTAL];
static char *buffer;
static int fd;

static void queue_some(void)
{
	pthread_mutex_lock(&sq_lock);
	while (queued < TOTAL) {
		struct iocb *iocb = aio_ring_next(&ring, NULL);

		if (!iocb)
			break;
		t_prep(iocb, ring.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, queued++);
	}
	aio_ring_publish(&ring);
	pthread_mutex_unlock(&sq_lock);
}

static void reap_some(void)
{
	struct io_event events[ROOM];
	unsigned int got;

	pthread_mutex_lock(&cq_lock);
	got = aio_ring_reap(&ring, events, ROOM);
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
		ret = io_ring_enter(ring.ctx, 3, 0, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS);
		if (ret != -EAGAIN) {
			t_true(ret >= 0 && ret <= 3);
			__atomic_fetch_add(&taken, ret, __ATOMIC_SEQ_CST);
		}
		reap_some();
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[2];

	fd = t_open_device(T_NVME);
	buffer = t_alloc(T_BLOCK);
	t_ring_open(&ring, ROOM + 1, 0);
	for (int i = 0; i < 2; i++)
		t_eq(pthread_create(&threads[i], NULL, work, NULL), 0);
	for (int i = 0; i < 2; i++)
		t_eq(pthread_join(threads[i], NULL), 0);
	t_eq(taken, TOTAL);
	t_eq(reaped, TOTAL);
	for (int i = 0; i < TOTAL; i++)
		t_eq(seen[i], 1);
	return T_PASS;
}
