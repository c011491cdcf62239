// SPDX-License-Identifier: GPL-2.0-only
/* Both rings wrap from nr_events - 1 to 0, whatever their size, from every position. */
#include "t.h"

#define SIZE_MAX_TRIED 8

static void try_size(int fd, uint32_t nr_events)
{
	char *buffers = t_alloc(SIZE_MAX_TRIED * T_BLOCK);
	struct io_event events[SIZE_MAX_TRIED];
	struct aio_ring ring;
	uint32_t at = 0;

	t_ring_open(&ring, nr_events, 0);
	/* Every amount that the ring holds, and one more IO to start the next round elsewhere. */
	for (uint32_t round = 0; round < nr_events; round++) {
		for (uint32_t step = 1; step <= nr_events; step++) {
			uint32_t count = step < nr_events ? step : 1;

			memset(buffers, 0, count * T_BLOCK);
			t_eq(ring.sq->head, at);
			t_eq(ring.cq->tail, at);
			for (uint32_t i = 0; i < count; i++)
				t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
					     T_BLOCK, i * T_BLOCK, i);
			t_ret(t_ring_submit(&ring, count), count);
			t_ring_wait(&ring, events, count);
			for (uint32_t i = 0; i < count; i++)
				t_event(&events[i], (at + events[i].data) % nr_events,
					events[i].data, T_BLOCK);
			for (uint32_t i = 0; i < count; i++)
				t_filled(buffers + i * T_BLOCK, T_BLOCK, 400 + i);
			at = (at + count) % nr_events;
		}
	}
}

int main(void)
{
	static const uint32_t sizes[] = { 2, 3, 5, SIZE_MAX_TRIED };
	int fd = t_open_device(T_NVME);

	t_device_fill_blocks(fd, 0, SIZE_MAX_TRIED, 400);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		try_size(fd, sizes[i]);
	return T_PASS;
}
