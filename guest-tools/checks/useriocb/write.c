// SPDX-License-Identifier: GPL-2.0-only
/* What a write through a mapped iocb wrote, plain pread() finds on the device. */
#include "t.h"

int main(void)
{
	struct io_event event;
	struct t_user user;
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	for (uint32_t index = 0; index < 4; index++) {
		t_device_fill(fd, index * T_BLOCK, T_BLOCK, 1);
		t_fill(buffer, T_BLOCK, 200 + index);
		t_prep(&user.iocbs[index], user.flags, IOCB_CMD_PWRITE, fd, buffer, T_BLOCK,
		       index * T_BLOCK, index);
		t_ret(t_user_submit(&user, index), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, index, index, T_BLOCK);
		t_device_filled(fd, index * T_BLOCK, T_BLOCK, 200 + index);
	}
	return T_PASS;
}
