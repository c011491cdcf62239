// SPDX-License-Identifier: GPL-2.0-only
/* Two iocbs may have one buffer, and parts of one, and both work. */
#include "t.h"

#define FIXED IOCTX_FLAG_FIXEDBUFS

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	char *buffer = t_alloc(2 * T_BLOCK);
	struct io_event event;
	struct t_setup setup;
	struct t_user user;

	t_setup_init(&setup, 3, flags);
	for (int i = 0; i < 3; i++)
		setup.iocbs[i].aio_buf = (uintptr_t)buffer + (i == 2 ? T_BLOCK / 2 : 0);
	t_setup_open(&setup);
	user = (struct t_user){ setup.ctx, 3, flags, setup.iocbs };
	t_device_fill_blocks(fd, 0, 3, 600);
	/* The block layer wants each page's part of a mapped buffer to be whole blocks. */
	for (uint32_t i = 0; i < (t_block_bytes(fd) > T_BLOCK / 2 ? 2 : 3); i++) {
		t_prep(&setup.iocbs[i], flags, IOCB_CMD_PREAD, fd, NULL, T_BLOCK, i * T_BLOCK, i);
		t_ret(t_user_submit(&user, i), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, i, i, T_BLOCK);
		t_filled(buffer + (i == 2 ? T_BLOCK / 2 : 0), T_BLOCK, 600 + i);
	}
}

int main(void)
{
	T_EACH_PATH(try_flags, FIXED | IOCTX_FLAG_USERIOCB,
		    FIXED | IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
