// SPDX-License-Identifier: GPL-2.0-only
/* Data through every kind of context, compared with plain pread() and pwrite(). */
#include "t-body.h"

#include <sys/uio.h>

#define COUNT 7
#define DATA 0xabcdef0000000000
#define DEPTH 32
#define ROUNDS 12

/* Submits count blocks from the start of the device and takes their events. */
static void transfer(struct t_path *path, int opcode, int fd, uint32_t seed)
{
	struct io_event events[COUNT];
	bool seen[COUNT] = { false };
	uint32_t slots[COUNT];

	for (uint32_t i = 0; i < COUNT; i++) {
		slots[i] = t_path_next(path);
		if (opcode == IOCB_CMD_PWRITE)
			t_fill(t_path_buffer(path, slots[i]), T_BLOCK, seed + i);
		t_path_queue(path, opcode, fd, T_BLOCK, i * T_BLOCK, DATA + i);
	}
	t_ret(t_path_submit(path), COUNT);
	t_path_wait(path, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint64_t number = events[i].data - DATA;

		t_true(number < COUNT && !seen[number]);
		seen[number] = true;
		t_event(&events[i], t_path_obj(path, slots[number]), DATA + number, T_BLOCK);
	}
	for (uint32_t i = 0; i < COUNT && opcode == IOCB_CMD_PREAD; i++)
		t_filled(t_path_buffer(path, slots[i]), T_BLOCK, seed + i);
}

void t_body_read(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;

	t_path_open(&path, flags, COUNT, T_BLOCK);
	t_device_fill_blocks(fd, 0, COUNT, 100 + flags);
	transfer(&path, IOCB_CMD_PREAD, fd, 100 + flags);
	/* Once more: other slots, other data. */
	t_device_fill_blocks(fd, 0, COUNT, 150 + flags);
	transfer(&path, IOCB_CMD_PREAD, fd, 150 + flags);
}

void t_body_write(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;

	t_path_open(&path, flags, COUNT, T_BLOCK);
	for (uint32_t round = 0; round < 2; round++) {
		uint32_t seed = 200 + 50 * round + flags;

		transfer(&path, IOCB_CMD_PWRITE, fd, seed);
		for (uint32_t i = 0; i < COUNT; i++)
			t_device_filled(fd, i * T_BLOCK, T_BLOCK, seed + i);
	}
}

static void transfer_vector(struct t_path *path, int opcode, int fd, struct iovec *parts,
			    uint64_t offset)
{
	uint32_t slot = t_path_next(path);
	struct io_event event;

	t_path_queue(path, opcode, fd, 2, offset, 7)->aio_buf = (uintptr_t)parts;
	t_ret(t_path_submit(path), 1);
	t_path_wait(path, &event, 1);
	t_event(&event, t_path_obj(path, slot), 7, 3 * T_BLOCK);
}

void t_body_vectored(uint32_t flags)
{
	char *buffer = t_alloc(3 * T_BLOCK);
	struct iovec parts[2] = {
		{ .iov_base = buffer + T_BLOCK, .iov_len = 2 * T_BLOCK },
		{ .iov_base = buffer, .iov_len = T_BLOCK },
	};
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;

	t_path_open(&path, flags, 2, T_BLOCK);
	t_device_fill_blocks(fd, 0, 3, 300);
	transfer_vector(&path, IOCB_CMD_PREADV, fd, parts, 0);
	t_filled(buffer + T_BLOCK, T_BLOCK, 300);
	t_filled(buffer + 2 * T_BLOCK, T_BLOCK, 301);
	t_filled(buffer, T_BLOCK, 302);
	t_device_fill_blocks(fd, 8 * T_BLOCK, 3, 310);
	transfer_vector(&path, IOCB_CMD_PWRITEV, fd, parts, 8 * T_BLOCK);
	for (uint32_t i = 0; i < 3; i++)
		t_device_filled(fd, (8 + i) * T_BLOCK, T_BLOCK, 300 + i);
}

void t_body_deep(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct io_event events[DEPTH];
	struct t_path path;

	t_device_fill_blocks(fd, 0, 2 * DEPTH, 800);
	t_path_open(&path, flags, DEPTH, T_BLOCK);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		bool seen[DEPTH] = { false };
		uint32_t slots[DEPTH];

		for (uint32_t i = 0; i < DEPTH; i++) {
			slots[i] = t_path_next(&path);
			t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, (round + i) * T_BLOCK,
				     round * DEPTH + i);
		}
		t_ret(t_path_submit(&path), DEPTH);
		t_path_wait(&path, events, DEPTH);
		for (uint32_t i = 0; i < DEPTH; i++) {
			uint64_t number = events[i].data - round * DEPTH;

			t_true(number < DEPTH && !seen[number]);
			seen[number] = true;
			t_event(&events[i], t_path_obj(&path, slots[number]), events[i].data, T_BLOCK);
		}
		for (uint32_t i = 0; i < DEPTH; i++)
			t_filled(t_path_buffer(&path, slots[i]), T_BLOCK, 800 + round + i);
	}
}

void t_body_short_read(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	uint64_t end = t_device_bytes(fd);
	struct io_event event;
	struct t_path path;

	t_device_fill(fd, end - T_BLOCK, T_BLOCK, 700);
	t_path_open(&path, flags, 2, 4 * T_BLOCK);
	t_fill(t_path_buffer(&path, 0), 4 * T_BLOCK, 701);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, 4 * T_BLOCK, end - T_BLOCK, 1);
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 0), 1, T_BLOCK);
	t_filled(t_path_buffer(&path, 0), T_BLOCK, 700);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, end, 2);
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 1), 2, 0);
}
