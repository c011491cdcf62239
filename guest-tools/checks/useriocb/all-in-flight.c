// SPDX-License-Identifier: GPL-2.0-only
/* All iocbs in one io_submit(), in an order of their own: each event names its own. */
#include "t.h"

#define COUNT 64

int main(void)
{
	struct io_event events[COUNT];
	struct iocb *names[COUNT];
	bool seen[COUNT] = { false };
	struct t_user user;
	char *buffers = t_alloc(COUNT * T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_device_fill_blocks(fd, 0, COUNT, 300);
	t_user_open(&user, COUNT, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t index = i * 37 % COUNT;	/* 37 and 64 have no common factor */

		t_prep(&user.iocbs[index], user.flags, IOCB_CMD_PREAD, fd,
		       buffers + index * T_BLOCK, T_BLOCK, index * T_BLOCK, 1000 + index);
		names[i] = t_user_name(&user, index);
	}
	t_ret(io_submit(user.ctx, COUNT, names), COUNT);
	t_user_wait(&user, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_true(events[i].obj < COUNT);
		t_event(&events[i], events[i].obj, 1000 + events[i].obj, T_BLOCK);
		t_true(!seen[events[i].obj]);
		seen[events[i].obj] = true;
	}
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 300 + i);
	return T_PASS;
}
