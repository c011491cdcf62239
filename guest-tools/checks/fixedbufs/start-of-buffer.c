// SPDX-License-Identifier: GPL-2.0-only
/* IO on iocb i uses the start of buffer i, whatever its aio_buf says by then. */
#include "t.h"

#define DEPTH 3

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	void *none = t_alloc_none(T_BLOCK), *elsewhere = t_alloc(T_BLOCK);
	const uint64_t says[DEPTH] = { 0, (uintptr_t)none, (uintptr_t)elsewhere };
	struct t_path path;

	t_device_fill_blocks(fd, 0, DEPTH, 600);
	t_path_open(&path, flags, DEPTH, T_BLOCK);
	for (uint32_t i = 0; i < DEPTH; i++) {
		struct io_event event;

		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, i)->aio_buf = says[i];
		t_ret(t_path_submit(&path), 1);
		t_path_wait(&path, &event, 1);
		t_event(&event, t_path_obj(&path, i), i, T_BLOCK);
		t_filled(t_path_buffer(&path, i), T_BLOCK, 600 + i);
	}
	for (size_t i = 0; i < T_BLOCK; i++)
		t_eq(((char *)elsewhere)[i], 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
