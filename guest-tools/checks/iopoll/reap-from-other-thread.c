// SPDX-License-Identifier: GPL-2.0-only
/* A thread in io_getevents() with nothing in flight gets what another thread submits later. */
#include "t.h"

static struct t_user user;
static struct io_event event;
static long got;

static void *wait_for_one(void *timeout)
{
	got = io_getevents(user.ctx, 1, 1, &event, timeout);
	return NULL;
}

static void try_timeout(int fd, struct timespec *timeout, uint32_t seed)
{
	char *buffer = t_alloc(T_BLOCK);
	pthread_t waiter;
	uint64_t start;

	t_device_fill(fd, 0, T_BLOCK, seed);
	waiter = t_thread(wait_for_one, timeout);
	t_sleep_ms(20);
	t_prep(&user.iocbs[1], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, seed);
	start = t_now_ns();
	t_ret(t_user_submit(&user, 1), 1);
	t_join(waiter);
	/* A second later it might be the kernel that polled for it. */
	t_true(t_now_ns() - start < T_WAIT_MS / 6 * 1000000ull);
	t_ret(got, 1);
	t_event(&event, 1, seed, T_BLOCK);
	t_filled(buffer, T_BLOCK, seed);
}

int main(void)
{
	struct timespec long_enough = { T_WAIT_MS / 1000, 0 };
	int fd = t_open_polled(T_NVME);

	t_user_open(&user, 2, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	try_timeout(fd, NULL, 520);
	try_timeout(fd, &long_enough, 530);
	return T_PASS;
}
