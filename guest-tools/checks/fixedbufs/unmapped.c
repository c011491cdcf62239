// SPDX-License-Identifier: GPL-2.0-only
/* Buffers stay pinned when they are unmapped: IO goes on in them, not in what came to their place. */
#include "t.h"

#define DEPTH 3

static void transfer(struct t_path *path, int opcode, int fd, uint64_t offset)
{
	struct io_event events[DEPTH];

	for (uint32_t i = 0; i < DEPTH; i++)
		t_path_queue(path, opcode, fd, T_BLOCK, offset + i * T_BLOCK, i);
	t_ret(t_path_submit(path), DEPTH);
	t_path_wait(path, events, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_event(&events[i], events[i].obj, events[i].data, T_BLOCK);
}

static void try_flags(uint32_t flags)
{
	const uint32_t slots = flags & IOCTX_FLAG_SCQRING ? DEPTH + 1 : DEPTH;
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;
	char *memory;

	t_path_open(&path, flags, DEPTH, T_BLOCK);
	memory = t_path_buffer(&path, 0);
	for (uint32_t i = 0; i < slots; i++)
		t_fill(memory + i * T_BLOCK, T_BLOCK, 600 + i);
	t_true(munmap(memory, slots * T_BLOCK) == 0);
	transfer(&path, IOCB_CMD_PWRITE, fd, 0);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_device_filled(fd, i * T_BLOCK, T_BLOCK, 600 + i);

	/* Reads into every buffer: nothing of it may land in what is mapped there now. */
	t_true(mmap(memory, slots * T_BLOCK, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == memory);
	t_device_fill_blocks(fd, 0, DEPTH, 700);
	for (uint32_t round = 0; round < slots; round++)
		transfer(&path, IOCB_CMD_PREAD, fd, 0);
	for (size_t i = 0; i < slots * T_BLOCK; i += sizeof(uint64_t))
		t_eq(*(uint64_t *)(memory + i), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
