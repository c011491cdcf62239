// SPDX-License-Identifier: GPL-2.0-only
/* A thread that waits in io_ring_enter() is woken by a completion that comes later. */
#include "t.h"

#include <poll.h>

static struct aio_ring ring;
static long entered;

static void *wait_for_one(void *unused)
{
	(void)unused;
	entered = io_ring_enter(ring.ctx, 0, 1, IORING_FLAG_GETEVENTS);
	return NULL;
}

int main(void)
{
	struct io_event event;
	pthread_t waiter;
	int ends[2];

	t_true(pipe(ends) == 0);
	t_ring_open(&ring, 4, 0);
	t_ring_queue(&ring, IOCB_CMD_POLL, ends[0], (void *)(POLLIN | POLLRDNORM), 0, 0, 5);
	t_ret(t_ring_submit(&ring, 1), 1);
	waiter = t_thread(wait_for_one, NULL);
	t_sleep_ms(20);
	t_eq(pthread_tryjoin_np(waiter, NULL), EBUSY);
	t_eq(write(ends[1], "x", 1), 1);
	t_join(waiter);
	t_ret(entered, 0);
	t_eq(aio_ring_reap(&ring, &event, 1), 1);
	t_event(&event, 0, 5, POLLIN | POLLRDNORM);
	return T_PASS;
}
