// SPDX-License-Identifier: GPL-2.0-only
/* A forked child that lives on does not part the parent from its rings (copy on write). */
#include "t.h"

#include <signal.h>

#define ROUNDS 20

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct aio_ring ring;
	pid_t child;

	t_device_fill_blocks(fd, 0, ROUNDS, 1300);
	t_ring_open(&ring, 4, 0);
	child = fork();
	t_true(child >= 0);
	while (child == 0)
		pause();
	for (uint32_t i = 0; i < ROUNDS; i++) {
		struct io_event event;

		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, i * T_BLOCK, i);
		t_ret(t_ring_submit(&ring, 1), 1);
		t_ring_wait(&ring, &event, 1);
		t_event(&event, i % 4, i, T_BLOCK);
		t_filled(buffer, T_BLOCK, 1300 + i);
	}
	t_true(kill(child, SIGKILL) == 0);
	t_wait_child(child);
	return T_PASS;
}
