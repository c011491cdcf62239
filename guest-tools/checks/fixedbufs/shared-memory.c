// SPDX-License-Identifier: GPL-2.0-only
/* Buffers may be in shared memory: a child that has it too sees what its parent read. */
#include "t.h"

static char *memory;

static int see_data(void)
{
	t_filled(memory, T_BLOCK, 600);
	return T_PASS;
}

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct io_event event;
	struct t_path path;

	memory = t_map(2 * T_BLOCK, MAP_SHARED, -1);
	t_path_init(&path, flags, 1, T_BLOCK);
	for (uint32_t i = 0; i < path.slots; i++)
		path.setup.iocbs[i].aio_buf = (uintptr_t)memory + i * T_BLOCK;
	t_path_start(&path);
	t_device_fill(fd, 0, T_BLOCK, 600);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, 1);
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 0), 1, T_BLOCK);
	t_in_child(see_data);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
