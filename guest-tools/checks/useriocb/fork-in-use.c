// SPDX-License-Identifier: GPL-2.0-only
/* A forked child that lives on does not part the parent from its iocbs (copy on write). */
#include "t.h"

#include <signal.h>

#define ROUNDS 20

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct t_user user;
	pid_t child;

	t_device_fill_blocks(fd, 0, ROUNDS, 1000);
	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	child = fork();
	t_true(child >= 0);
	while (child == 0)
		pause();
	for (uint32_t i = 0; i < ROUNDS; i++) {
		struct io_event event;

		t_prep(&user.iocbs[i % 4], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK,
		       i * T_BLOCK, i);
		t_ret(t_user_submit(&user, i % 4), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, i % 4, i, T_BLOCK);
		t_filled(buffer, T_BLOCK, 1000 + i);
	}
	t_true(kill(child, SIGKILL) == 0);
	t_wait_child(child);
	return T_PASS;
}
