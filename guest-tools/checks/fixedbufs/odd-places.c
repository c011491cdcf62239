// SPDX-License-Identifier: GPL-2.0-only
/* Buffers may start and end anywhere in their pages; what lies between them is left alone. */
#include "t.h"

#define DEPTH 5
#define BUFFERS (DEPTH + 1)

static void try_size(uint32_t flags, size_t bytes, size_t gap)
{
	const size_t step = bytes + gap;
	int fd = t_path_device(flags, T_NVME);
	char *memory = t_alloc(gap + BUFFERS * step);
	struct io_event events[BUFFERS];
	struct t_path path;

	for (uint32_t i = 0; i < DEPTH; i++)
		t_device_fill(fd, i * 8 * T_BLOCK, bytes, 600 + i);
	t_path_init(&path, flags, DEPTH, bytes);
	for (uint32_t i = 0; i < path.slots; i++)
		path.setup.iocbs[i].aio_buf = (uintptr_t)memory + gap + i * step;
	t_path_start(&path);
	t_fill(memory, gap, 99);
	for (uint32_t i = 0; i < BUFFERS; i++)
		t_fill(memory + gap + i * step + bytes, gap, 100 + i);
	t_fill(memory + gap + DEPTH * step, bytes, 98);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fd, bytes, i * 8 * T_BLOCK, i);
	t_ret(t_path_submit(&path), DEPTH);
	t_path_wait(&path, events, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_event(&events[i], t_path_obj(&path, events[i].data), events[i].data, bytes);
	t_filled(memory, gap, 99);
	for (uint32_t i = 0; i < DEPTH; i++) {
		t_filled(memory + gap + i * step, bytes, 600 + i);
		t_filled(memory + gap + i * step + bytes, gap, 100 + i);
	}
	t_filled(memory + gap + DEPTH * step, bytes, 98);	/* no IO there */
}

static void try_flags(uint32_t flags)
{
	/* iov_iter_aligned_bvec() in lib/iov_iter.c */
	if (t_block_bytes(t_open_device(T_NVME)) > 512)
		t_skip("each page's part of a mapped buffer has to be whole blocks, and " T_NVME "'s are of %u bytes",
		       t_block_bytes(t_open_device(T_NVME)));
	try_size(flags, 512, 3 * t_memory_alignment());	/* all in one page */
	try_size(flags, 3 * T_BLOCK + 512, 1024);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
