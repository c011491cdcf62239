// SPDX-License-Identifier: GPL-2.0-only
/* Pages that IO wrote are dirty when they are unpinned: reclaim does not drop what is in them. */
#include "t.h"

#define DEPTH 3

/*
 * MADV_FREE makes pages clean, ones that reclaim drops unless somebody wrote to
 * them since. The device does so unseen by the MMU; the kernel has to say it.
 */
static void lazy_free(char *memory, size_t bytes)
{
	t_true(madvise(memory, bytes, MADV_FREE) == 0);
}

static void mechanism_works(void)
{
	char *memory = t_alloc(T_BLOCK);

	t_fill(memory, T_BLOCK, 1);
	lazy_free(memory, T_BLOCK);
	t_reclaim(memory, T_BLOCK);
	t_eq(*(uint32_t *)memory, 0);		/* or the rest would prove nothing */
}

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct io_event events[DEPTH];
	struct t_path path;
	char *memory;

	t_path_open(&path, flags, DEPTH, T_BLOCK);
	t_device_fill_blocks(fd, 0, DEPTH, 600);
	memory = t_path_buffer(&path, 0);
	lazy_free(memory, DEPTH * T_BLOCK);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, i);
	t_ret(t_path_submit(&path), DEPTH);
	t_path_wait(&path, events, DEPTH);
	t_ret(io_destroy(path.setup.ctx), 0);
	t_reclaim(memory, DEPTH * T_BLOCK);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_filled(memory + i * T_BLOCK, T_BLOCK, 600 + i);
}

int main(void)
{
	t_stay_on_cpu();
	mechanism_works();
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
