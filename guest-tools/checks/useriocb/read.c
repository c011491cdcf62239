// SPDX-License-Identifier: GPL-2.0-only
/* A read through a mapped iocb brings what plain pwrite() wrote; obj is the index. */
#include "t.h"

int main(void)
{
	const uint32_t last = 7;
	struct io_event event;
	struct t_user user;
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_user_open(&user, last + 1, IOCTX_FLAG_USERIOCB);
	for (uint32_t index = 0; index <= last; index++) {
		t_device_fill(fd, index * T_BLOCK, T_BLOCK, 100 + index);
		t_prep(&user.iocbs[index], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK,
		       index * T_BLOCK, 0xfeed0000beef0000 + index);
		t_ret(t_user_submit(&user, index), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, index, 0xfeed0000beef0000 + index, T_BLOCK);
		t_filled(buffer, T_BLOCK, 100 + index);
	}
	return T_PASS;
}
