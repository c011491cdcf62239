// SPDX-License-Identifier: GPL-2.0-only
/* Buffers in huge pages, across them and at their edges, are as good as any. */
#include "t.h"

#define DEPTH 3

static void try_flags(uint32_t flags)
{
	const size_t bytes = 2 * T_BLOCK;
	char *memory = t_map_huge(3);
	/* At the start, across two pages, at the very end, and one for the slot that a ring keeps free. */
	char *const places[] = {
		memory, memory + T_HUGE_BYTES - T_BLOCK, memory + 3 * T_HUGE_BYTES - bytes,
		memory + T_HUGE_BYTES / 2,
	};
	int fd = t_path_device(flags, T_NVME);
	struct io_event events[DEPTH];
	struct t_path path;

	t_path_init(&path, flags, DEPTH, bytes);
	for (uint32_t i = 0; i < path.slots; i++)
		path.setup.iocbs[i].aio_buf = (uintptr_t)places[i];
	t_path_start(&path);
	t_device_fill(fd, 0, DEPTH * bytes, 600);
	for (uint32_t i = 0; i < DEPTH; i++) {
		t_device_fill(fd, i * bytes, bytes, 600 + i);
		t_path_queue(&path, IOCB_CMD_PREAD, fd, bytes, i * bytes, i);
	}
	t_ret(t_path_submit(&path), DEPTH);
	t_path_wait(&path, events, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++) {
		t_event(&events[i], t_path_obj(&path, events[i].data), events[i].data, bytes);
		t_filled(places[i], bytes, 600 + i);
	}
	t_path_close(&path);
	munmap(memory, 3 * T_HUGE_BYTES);
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
