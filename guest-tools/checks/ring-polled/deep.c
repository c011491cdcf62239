// SPDX-License-Identifier: GPL-2.0-only
/* 32 polled reads in flight, submitted and reaped in batches: each event once, every block right. */
#include "t.h"

#define DEPTH 32
#define BATCH 8
#define TOTAL 1000

int main(void)
{
	const uint32_t both = IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS;
	uint64_t deadline = t_deadline(T_WAIT_MS);
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	unsigned int started = 0, ended = 0, free_count = DEPTH, free_slots[DEPTH];
	int fd = t_open_polled(T_NVME);
	static bool seen[TOTAL];
	struct aio_ring ring;

	t_device_fill_blocks(fd, 0, 2 * DEPTH, 400);
	t_ring_open(&ring, DEPTH + 1, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < DEPTH; i++)
		free_slots[i] = i;
	while (ended < TOTAL) {
		struct io_event events[DEPTH];
		unsigned int got, queued = 0;

		if (t_expired(deadline))
			t_fail("%u of %d reads ended within %d ms", ended, TOTAL, T_WAIT_MS);
		for (; queued < BATCH && free_count > 0 && started < TOTAL; queued++, started++) {
			unsigned int slot = free_slots[--free_count];

			/* The slot goes along in the upper half of aio_data. */
			t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + slot * T_BLOCK, T_BLOCK,
				     started % (2 * DEPTH) * T_BLOCK, (uint64_t)slot << 32 | started);
		}
		aio_ring_publish(&ring);
		t_ret(io_ring_enter(ring.ctx, queued, started < TOTAL && free_count ? 0 : 1, both),
		      queued);
		got = aio_ring_reap(&ring, events, DEPTH);
		for (unsigned int i = 0; i < got; i++) {
			uint32_t number = (uint32_t)events[i].data, slot = events[i].data >> 32;

			t_true(number < TOTAL && slot < DEPTH && !seen[number]);
			t_eq(events[i].res, T_BLOCK);
			t_filled(buffers + slot * T_BLOCK, T_BLOCK, 400 + number % (2 * DEPTH));
			seen[number] = true;
			free_slots[free_count++] = slot;
		}
		ended += got;
	}
	return T_PASS;
}
