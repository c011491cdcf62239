// SPDX-License-Identifier: GPL-2.0-only
/* Iocbs of files that can and that cannot poll in one submission: it ends where it must, again and again. */
#include "t.h"

#define COUNT 6

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME), file = t_open_tmpfs();
	struct io_event events[COUNT];
	struct t_path path;

	t_device_fill_blocks(fd, 0, COUNT, 600);
	t_path_open(&path, flags, COUNT, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, i % 3 == 2 ? file : fd, T_BLOCK, i * T_BLOCK, i);
	for (uint32_t at = 0, i = 2; i < COUNT; at = i, i += 3) {
		t_ret(t_path_submit(&path), i - at);
		t_path_wait(&path, events, i - at);
		t_ret(t_path_submit(&path), -EOPNOTSUPP);
		t_eq(t_path_reap(&path, events, COUNT), 0);
		t_path_iocbs(&path)[i].aio_fildes = fd;
	}
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, events, 1);
	t_event(&events[0], COUNT - 1, COUNT - 1, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(t_path_buffer(&path, i), T_BLOCK, 600 + i);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_POLLED);
	return T_PASS;
}
