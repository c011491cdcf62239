// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_RESFD counts up the eventfd once for each event in the CQ ring. */
#include "t.h"

#include <poll.h>
#include <sys/eventfd.h>

#define COUNT 7

int main(void)
{
	int fd = t_open_device(T_NVME), eventfd_fd = eventfd(0, EFD_NONBLOCK);
	char *buffer = t_alloc(T_BLOCK);
	struct aio_ring ring;
	uint64_t count = 0;

	t_ring_open(&ring, COUNT + 1, 0);
	for (uint32_t i = 0; i < COUNT; i++) {
		struct iocb *iocb = t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);

		iocb->aio_flags |= IOCB_FLAG_RESFD;
		iocb->aio_resfd = eventfd_fd;
	}
	t_ret(t_ring_submit(&ring, COUNT), COUNT);
	for (uint64_t total = 0; total < COUNT; total += count) {
		struct pollfd ready = { .fd = eventfd_fd, .events = POLLIN };

		t_eq(poll(&ready, 1, T_WAIT_MS), 1);
		t_eq(read(eventfd_fd, &count, sizeof(count)), sizeof(count));
		t_true(total + count <= COUNT);
		t_true(aio_ring_cq_ready(&ring) >= total + count);
	}
	t_eq(aio_ring_cq_ready(&ring), COUNT);
	t_eq(read(eventfd_fd, &count, sizeof(count)), -1);
	return T_PASS;
}
