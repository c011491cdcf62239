// SPDX-License-Identifier: GPL-2.0-only
/* 32 polled reads in flight for many rounds: each event once, every block right. */
#include "t.h"

#define DEPTH 32
#define ROUNDS 20

int main(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[DEPTH];
	struct iocb *names[DEPTH];
	struct t_user user;

	t_device_fill_blocks(fd, 0, 2 * DEPTH, 800);
	t_user_open(&user, DEPTH, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		bool seen[DEPTH] = { false };

		for (uint32_t i = 0; i < DEPTH; i++) {
			t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
			       T_BLOCK, (round + i) * T_BLOCK, round * DEPTH + i);
			names[i] = t_user_name(&user, i);
		}
		t_ret(io_submit(user.ctx, DEPTH, names), DEPTH);
		t_user_wait(&user, events, DEPTH);
		for (uint32_t i = 0; i < DEPTH; i++) {
			t_true(events[i].obj < DEPTH);
			t_event(&events[i], events[i].obj, round * DEPTH + events[i].obj, T_BLOCK);
			t_true(!seen[events[i].obj]);
			seen[events[i].obj] = true;
		}
		for (uint32_t i = 0; i < DEPTH; i++)
			t_filled(buffers + i * T_BLOCK, T_BLOCK, 800 + round + i);
	}
	return T_PASS;
}
