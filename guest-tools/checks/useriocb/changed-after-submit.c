// SPDX-License-Identifier: GPL-2.0-only
/* Once io_submit() returned, whatever becomes of the iocb changes nothing of its IO. */
#include "t.h"

#define COUNT 16

int main(void)
{
	struct io_event events[COUNT];
	struct iocb *names[COUNT];
	struct t_user user;
	char *buffers = t_alloc(COUNT * T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_device_fill_blocks(fd, 0, COUNT, 600);
	t_user_open(&user, COUNT, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
		       T_BLOCK, i * T_BLOCK, 70 + i);
		names[i] = t_user_name(&user, i);
	}
	t_ret(io_submit(user.ctx, COUNT, names), COUNT);
	memset(user.iocbs, 0xff, COUNT * sizeof(user.iocbs[0]));
	t_user_wait(&user, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		t_event(&events[i], events[i].obj, 70 + events[i].obj, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 600 + i);
	return T_PASS;
}
