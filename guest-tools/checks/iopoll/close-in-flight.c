// SPDX-License-Identifier: GPL-2.0-only
/* Closing the file while polled IO on it is in flight changes nothing for that IO. */
#include "t.h"

#define DEPTH 16

int main(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event events[DEPTH];
	struct iocb *names[DEPTH];
	struct t_user user;

	t_device_fill_blocks(fd, 0, DEPTH, 1100);
	t_user_open(&user, DEPTH, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < DEPTH; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
		       T_BLOCK, i * T_BLOCK, i);
		names[i] = t_user_name(&user, i);
	}
	t_ret(io_submit(user.ctx, DEPTH, names), DEPTH);
	t_true(close(fd) == 0);
	t_user_wait(&user, events, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_event(&events[i], events[i].obj, events[i].obj, T_BLOCK);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 1100 + i);
	return T_PASS;
}
