// SPDX-License-Identifier: GPL-2.0-only
/* What a polled write wrote, plain pread() finds on the device. */
#include "t.h"

#define COUNT 8

static void try_flags(int fd, uint32_t flags, uint32_t seed)
{
	char *buffer = t_alloc(T_BLOCK);
	struct t_user user;

	t_device_fill_blocks(fd, 0, COUNT, 1);
	t_user_open(&user, COUNT, flags);
	for (uint32_t i = 0; i < COUNT; i++) {
		struct io_event event;

		t_fill(buffer, T_BLOCK, seed + i);
		t_prep(&user.iocbs[i], flags, IOCB_CMD_PWRITE, fd, buffer, T_BLOCK, i * T_BLOCK, i);
		t_ret(t_user_submit(&user, i), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, (uintptr_t)t_user_name(&user, i), i, T_BLOCK);
		t_device_filled(fd, i * T_BLOCK, T_BLOCK, seed + i);
	}
}

int main(void)
{
	int fd = t_open_polled(T_NVME);

	try_flags(fd, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB, 300);
	try_flags(fd, IOCTX_FLAG_IOPOLL, 400);
	return T_PASS;
}
