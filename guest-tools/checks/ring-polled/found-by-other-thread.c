// SPDX-License-Identifier: GPL-2.0-only
/* A thread that sleeps for an event has it as soon as another one finds it, be the submitter still at work. */
#include "t.h"

#include <sys/uio.h>

static struct aio_ring ring;
static long waited, submitted = -1;

static void *wait_for_one(void *unused)
{
	(void)unused;
	waited = io_ring_enter(ring.ctx, 0, 1, IORING_FLAG_GETEVENTS);
	return NULL;
}

static void *submit(void *unused)
{
	(void)unused;
	__atomic_store_n(&submitted, t_ring_submit(&ring, 2), __ATOMIC_SEQ_CST);
	return NULL;
}

/* The first request is in flight while the second one's vector, a part of no bytes, is fetched. */
static int find_early(void)
{
	struct iovec *slow = t_slow_page(t_slow_device(1, T_WAIT_MS / 20));
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[2];
	pthread_t waiter, submitter;
	uint64_t deadline;

	t_device_fill(fd, 0, T_BLOCK, 510);
	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	waiter = t_thread(wait_for_one, NULL);
	t_sleep_ms(20);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	t_ring_queue(&ring, IOCB_CMD_PREADV, fd, slow, 1, 0, 2);
	submitter = t_thread(submit, NULL);
	deadline = t_deadline(T_WAIT_MS);
	while (!aio_ring_cq_ready(&ring) && !t_expired(deadline))
		t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
	t_join(waiter);
	t_eq(__atomic_load_n(&submitted, __ATOMIC_SEQ_CST), -1);
	t_ret(waited, 0);
	t_join(submitter);
	t_ret(submitted, 2);
	t_ring_wait(&ring, events, 2);
	t_event(&events[0], 0, 1, T_BLOCK);
	t_event(&events[1], 1, 2, 0);
	t_filled(buffer, T_BLOCK, 510);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	verdict = t_child_verdict(find_early);
	t_memory_device_end();
	return verdict;
}
