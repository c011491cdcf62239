// SPDX-License-Identifier: GPL-2.0-only
/* A vector spoilt between the try without sleeping and the one that may sleep: EFAULT, nothing was taken. */
#include "t.h"

#include <sys/uio.h>

#define BYTES (2u << 20)	/* more than one request takes, so the first try gives up */

static struct t_path path;
static struct iovec part;
static long submitted;

static void *submit(void *unused)
{
	(void)unused;
	submitted = t_path_submit(&path);
	return NULL;
}

/* The first try fetches the vector, then waits for the page behind the buffer's start. */
static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	char *buffer = t_alloc(BYTES), *slow;
	struct io_event event;
	pthread_t submitter;
	struct iocb *iocb;

	t_device_fill(fd, 0, BYTES, 800 + flags);
	slow = t_slow_page(t_slow_device(1, T_WAIT_MS / 20));
	t_true(mremap(slow, T_BLOCK, T_BLOCK, MREMAP_MAYMOVE | MREMAP_FIXED, buffer) == buffer);
	part = (struct iovec){ buffer, BYTES };
	t_path_open(&path, flags, 1, T_BLOCK);
	iocb = t_path_queue(&path, IOCB_CMD_PREADV, fd, 1, 0, 5);
	iocb->aio_buf = (uintptr_t)&part;
	submitter = t_thread(submit, NULL);
	t_sleep_ms(20);
	part.iov_base = (void *)UINTPTR_MAX;
	t_join(submitter);
	if (submitted == 1)
		t_skip("the block layer splits polled requests, so that there is no second try");
	t_ret(submitted, -EFAULT);
	t_eq(t_path_reap(&path, &event, 1), 0);
	part.iov_base = buffer;
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, 0, 5, BYTES);
	t_filled(buffer, BYTES, 800 + flags);
	t_path_close(&path);
	t_free(buffer, BYTES);	/* so that the page is read again */
}

static int spoil(void)
{
	T_EACH_PATH(try_flags, T_PATHS_POLLED);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	verdict = t_child_verdict(spoil);
	t_memory_device_end();
	return verdict;
}
