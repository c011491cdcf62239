// SPDX-License-Identifier: GPL-2.0-only
/* One mapped iocb, filled anew for every IO, does what it says each time. */
#include "t.h"

int main(void)
{
	struct io_event event;
	struct t_user user;
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_device_fill_blocks(fd, 0, 16, 500);
	t_user_open(&user, 3, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < 200; i++) {
		t_prep(&user.iocbs[1], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK,
		       i % 16 * T_BLOCK, i);
		t_ret(t_user_submit(&user, 1), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, 1, i, T_BLOCK);
		t_filled(buffer, T_BLOCK, 500 + i % 16);
	}
	return T_PASS;
}
