// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_RESFD of a mapped iocb counts up the eventfd, once for each completion. */
#include "t.h"

#include <poll.h>
#include <sys/eventfd.h>

#define COUNT 5

int main(void)
{
	struct io_event events[COUNT];
	struct t_user user;
	void *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME), eventfd_fd = eventfd(0, EFD_NONBLOCK);
	uint64_t count = 0;

	t_user_open(&user, COUNT, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
		user.iocbs[i].aio_flags |= IOCB_FLAG_RESFD;
		user.iocbs[i].aio_resfd = eventfd_fd;
		t_ret(t_user_submit(&user, i), 1);
	}
	t_user_wait(&user, events, COUNT);
	/* The event is in the ring before the eventfd is told. */
	for (uint64_t total = 0; total < COUNT; total += count) {
		struct pollfd ready = { .fd = eventfd_fd, .events = POLLIN };

		t_eq(poll(&ready, 1, T_WAIT_MS), 1);
		t_eq(read(eventfd_fd, &count, sizeof(count)), sizeof(count));
		t_true(total + count <= COUNT);
	}
	t_eq(read(eventfd_fd, &count, sizeof(count)), -1);
	return T_PASS;
}
