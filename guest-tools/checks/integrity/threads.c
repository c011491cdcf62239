// SPDX-License-Identifier: GPL-2.0-only
/* Several threads with contexts of their own on one device keep their data apart. */
#include "t-body.h"

#define THREADS 3

static int fd;

static void *write_and_read(void *argument)
{
	uintptr_t number = (uintptr_t)argument;

	t_body_integrity(fd, (32 << 20) + number * T_INTEGRITY_BYTES, IOCTX_FLAG_IOPOLL, 1,
			 100 + number);
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];

	fd = t_open_polled(T_NVME);
	for (uintptr_t i = 0; i < THREADS; i++)
		threads[i] = t_thread(write_and_read, (void *)i);
	for (int i = 0; i < THREADS; i++)
		t_join(threads[i]);
	return T_PASS;
}
