// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one path wrote another reads, for every pair of them: on a part of a
 * device or file, in blocks of several sizes at several depths, in random order.
 * Every block has a pattern of its own in every round, and a block before and
 * behind the part is watched.
 */
#include "t-body.h"

#include <stdio.h>

#define DEPTH_MAX 16
#define BLOCK_BYTES_MAX 65536
#define GUARD_SEED 4711

static const uint32_t kinds[] = {
	T_PATHS_LIBAIO, T_PATHS_PLAIN, IOCTX_FLAG_IOPOLL, T_PATHS_POLLED, T_PATHS_FIXED,
};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

struct part {
	int fd;
	uint64_t offset;
	uint32_t block_bytes;
	uint32_t depth;
	uint64_t random;
	uint32_t seed;		/* of the block at the start, this round */
};

static uint64_t block_offset(const struct part *part, uint32_t block)
{
	return part->offset + (uint64_t)block * part->block_bytes;
}

static void shuffle(struct part *part, uint32_t *blocks)
{
	for (uint32_t i = 0; i < part->depth; i++)
		blocks[i] = i;
	for (uint32_t i = part->depth - 1; i > 0; i--) {
		uint32_t other = t_random(&part->random) % (i + 1), block = blocks[i];

		blocks[i] = blocks[other];
		blocks[other] = block;
	}
}

/* All blocks at once, the depth being their number; what found no room comes again. */
static void transfer(struct part *part, struct t_path *path, int opcode)
{
	uint32_t blocks[DEPTH_MAX], slots[DEPTH_MAX], taken = 0;
	struct io_event events[DEPTH_MAX];
	bool seen[DEPTH_MAX] = { false };

	shuffle(part, blocks);
	for (uint32_t i = 0; i < part->depth; i++) {
		slots[i] = t_path_next(path);
		if (opcode == IOCB_CMD_PWRITE)
			t_fill(t_path_buffer(path, slots[i]), part->block_bytes, part->seed + blocks[i]);
		else
			memset(t_path_buffer(path, slots[i]), 0, part->block_bytes);
		t_path_queue(path, opcode, part->fd, part->block_bytes, block_offset(part, blocks[i]), i);
	}
	for (uint32_t ended = 0; ended < part->depth;) {
		uint32_t got = 0;

		if (taken < part->depth) {
			long ret = t_path_submit(path);

			if (ret != -EAGAIN)
				t_true(ret > 0);
			taken += ret > 0 ? ret : 0;
		}
		if (taken > ended) {
			got = taken - ended;
			t_path_wait(path, events, got);
		}
		for (uint32_t i = 0; i < got; i++) {
			uint64_t number = events[i].data;

			t_true(number < part->depth && !seen[number]);
			seen[number] = true;
			t_event(&events[i], t_path_obj(path, slots[number]), number, part->block_bytes);
		}
		ended += got;
	}
	for (uint32_t i = 0; i < part->depth && opcode == IOCB_CMD_PREAD; i++)
		t_filled(t_path_buffer(path, slots[i]), part->block_bytes, part->seed + blocks[i]);
}

static void guard(const struct part *part, uint64_t end)
{
	t_device_fill(part->fd, part->offset - T_BLOCK, T_BLOCK, GUARD_SEED);
	t_device_fill(part->fd, end, T_BLOCK, GUARD_SEED + 1);
}

static void check_guard(const struct part *part, uint64_t end)
{
	t_device_filled(part->fd, part->offset - T_BLOCK, T_BLOCK, GUARD_SEED);
	t_device_filled(part->fd, end, T_BLOCK, GUARD_SEED + 1);
}

/* Everybody writes once, and is read by the plain calls, by itself and by one other. */
static void every_pair(struct part *part, struct t_path *paths, const bool *usable)
{
	uint64_t end = part->offset + (uint64_t)part->depth * part->block_bytes;
	static _Thread_local char doing[100];

	guard(part, end);
	for (uint32_t writer = 0; writer < KINDS; writer++) {
		if (!usable[writer])
			continue;
		part->seed += DEPTH_MAX;
		snprintf(doing, sizeof(doing), "%u blocks of %u bytes, written by %s", part->depth,
			 part->block_bytes, t_path_name(kinds[writer]));
		t_doing = doing;
		transfer(part, &paths[writer], IOCB_CMD_PWRITE);
		for (uint32_t i = 0; i < part->depth; i++)
			t_device_filled(part->fd, block_offset(part, i), part->block_bytes, part->seed + i);
		for (uint32_t step = 0; step < 2; step++) {
			uint32_t reader = (writer + step * (1 + part->depth % 5)) % KINDS;

			snprintf(doing, sizeof(doing), "%u blocks of %u bytes, written by %s, read by %s",
				 part->depth, part->block_bytes, t_path_name(kinds[writer]),
				 t_path_name(kinds[reader]));
			if (usable[reader])
				transfer(part, &paths[reader], IOCB_CMD_PREAD);
		}
	}
	check_guard(part, end);
	t_doing = NULL;
}

void t_body_integrity(int fd, uint64_t offset, uint32_t flags, unsigned int count, uint64_t random)
{
	static const struct {
		uint32_t block_bytes, depth;
	} shapes[T_INTEGRITY_SHAPES] = {
		{ 4096, 16 }, { 512, 8 }, { BLOCK_BYTES_MAX, 2 }, { 4096, 1 }, { 20480, 3 },
	};
	struct part part = { .fd = fd, .offset = offset + T_BLOCK, .random = random };
	uint32_t smallest = t_block_bytes(fd);
	struct t_path paths[KINDS];
	bool usable[KINDS];

	part.seed = t_random(&part.random);
	for (uint32_t i = 0; i < KINDS; i++) {
		usable[i] = !(kinds[i] & IOCTX_FLAG_IOPOLL & ~flags);
		if (usable[i])
			t_path_open(&paths[i], kinds[i], DEPTH_MAX, BLOCK_BYTES_MAX);
	}
	for (unsigned int i = 0; i < count; i++) {
		part.block_bytes = shapes[i].block_bytes < smallest ? smallest : shapes[i].block_bytes;
		part.depth = shapes[i].depth;
		every_pair(&part, paths, usable);
	}
}
