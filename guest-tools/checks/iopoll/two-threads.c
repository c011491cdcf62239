// SPDX-License-Identifier: GPL-2.0-only
/* Two threads submit to and reap from one polled context: each IO is reaped exactly once. */
#include "t.h"

#include <pthread.h>

#define EACH 200
#define SLOTS 8

static struct t_user user;
static unsigned int seen[2 * EACH];
static unsigned int reaped;
static int fd;

/* Each thread has iocbs of its own, and takes events of either. */
static void *work(void *argument)
{
	uint32_t thread = (uint32_t)(uintptr_t)argument;
	char *buffer = t_alloc(SLOTS * T_BLOCK);
	uint64_t deadline = t_deadline(T_WAIT_MS);
	uint32_t submitted = 0;

	while (__atomic_load_n(&reaped, __ATOMIC_SEQ_CST) < 2 * EACH) {
		struct timespec now = { 0, 0 };
		struct io_event events[4];
		long got;

		if (t_expired(deadline))
			t_fail("%u of %d reads were reaped in time", reaped, 2 * EACH);
		if (submitted < EACH) {
			uint32_t index = thread * SLOTS + submitted % SLOTS;

			t_prep(&user.iocbs[index], user.flags, IOCB_CMD_PREAD, fd,
			       buffer + submitted % SLOTS * T_BLOCK, T_BLOCK, 0,
			       thread * EACH + submitted);
			got = t_user_submit(&user, index);
			if (got != -EAGAIN) {
				t_ret(got, 1);
				submitted++;
			}
		}
		got = io_getevents(user.ctx, 0, 4, events, &now);
		t_true(got >= 0);
		for (long i = 0; i < got; i++) {
			t_true(events[i].data < 2 * EACH);
			t_eq(events[i].res, T_BLOCK);
			__atomic_fetch_add(&seen[events[i].data], 1, __ATOMIC_SEQ_CST);
			__atomic_fetch_add(&reaped, 1, __ATOMIC_SEQ_CST);
		}
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[2];

	fd = t_open_polled(T_NVME);
	t_user_open(&user, 2 * SLOTS, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	for (uintptr_t i = 0; i < 2; i++)
		t_eq(pthread_create(&threads[i], NULL, work, (void *)i), 0);
	for (int i = 0; i < 2; i++)
		t_eq(pthread_join(threads[i], NULL), 0);
	for (int i = 0; i < 2 * EACH; i++)
		t_eq(seen[i], 1);
	return T_PASS;
}
