// SPDX-License-Identifier: GPL-2.0-only
/* A thread that polls with nothing in flight gets what another thread submits later. */
#include "t.h"

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
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event event;
	pthread_t waiter;

	t_device_fill(fd, 0, T_BLOCK, 500);
	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	waiter = t_thread(wait_for_one, NULL);
	t_sleep_ms(20);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 5);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_join(waiter);
	t_ret(entered, 0);
	t_eq(aio_ring_reap(&ring, &event, 1), 1);
	t_event(&event, 0, 5, T_BLOCK);
	t_filled(buffer, T_BLOCK, 500);
	return T_PASS;
}
