// SPDX-License-Identifier: GPL-2.0-only
/* A process killed in the middle of a setup with many buffers is gone before all of them are pinned. */
#include "t-kind.h"

#include <signal.h>
#include <sys/wait.h>

#define BUFFERS 32768u
#define BUFFER_PAGES 16u

static long pins(const char *unused)
{
	(void)unused;
	return t_pins();
}

/* All are the same pages, which are there: pinning them never waits, where a signal would be seen. */
static int set_up(void)
{
	const size_t bytes = BUFFER_PAGES * t_page_bytes();
	char *buffer = t_alloc(bytes);
	struct t_setup setup;

	t_fill(buffer, bytes, 1);
	t_setup_init(&setup, BUFFERS, IOCTX_FLAG_USERIOCB);
	setup.flags |= IOCTX_FLAG_FIXEDBUFS;
	for (uint32_t i = 0; i < BUFFERS; i++) {
		setup.iocbs[i].aio_buf = (uintptr_t)buffer;
		setup.iocbs[i].aio_nbytes = bytes;
	}
	t_fail("the setup came to an end: %ld", t_setup_call(&setup));
}

int main(void)
{
	const long iocb_pages = BUFFERS * sizeof(struct iocb) / t_page_bytes();
	const long before = t_pins(), ever = t_pins_ever();
	uint64_t deadline = t_deadline(T_WAIT_MS);
	int status;
	pid_t pid;

	t_need_setup2(IOCTX_FLAG_USERIOCB | IOCTX_FLAG_FIXEDBUFS);
	t_need_pins();
	pid = t_start_child(set_up);
	while (t_pins() <= before + iocb_pages)
		if (t_expired(deadline))
			t_fail("no buffer was pinned within %d ms", T_WAIT_MS);
	t_true(kill(pid, SIGKILL) == 0);
	status = t_wait_child(pid);
	t_true(WIFSIGNALED(status));
	t_eq(WTERMSIG(status), SIGKILL);
	t_true(t_pins_ever() - ever < BUFFERS * BUFFER_PAGES);
	t_falls_to(pins, "pages pinned and not unpinned", before);
	return T_PASS;
}
