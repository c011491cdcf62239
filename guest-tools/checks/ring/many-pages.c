// SPDX-License-Identifier: GPL-2.0-only
/* Rings of many pages: every slot of either carries what it should, all in flight at once. */
#include "t.h"

#define EVENTS 1000	/* 16 pages of iocbs, 8 of events */

int main(void)
{
	static struct io_event events[EVENTS];
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NULL);
	struct aio_ring ring;

	t_ring_open(&ring, EVENTS, 0);
	for (uint32_t round = 0; round < 2; round++) {
		static bool seen[EVENTS];
		uint32_t first = ring.sq_next;

		memset(seen, 0, sizeof(seen));
		for (uint32_t i = 0; i < EVENTS - 1; i++)
			t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, i * T_BLOCK,
				     (uint64_t)round << 32 | i);
		t_ret(t_ring_submit(&ring, EVENTS - 1), EVENTS - 1);
		t_ring_wait(&ring, events, EVENTS - 1);
		for (uint32_t i = 0; i < EVENTS - 1; i++) {
			uint32_t number = (uint32_t)events[i].data;

			t_true(number < EVENTS - 1 && !seen[number]);
			seen[number] = true;
			t_event(&events[i], (first + number) % EVENTS, (uint64_t)round << 32 | number,
				T_BLOCK);
		}
	}
	return T_PASS;
}
