// SPDX-License-Identifier: GPL-2.0-only
/* Rings of 1 to 7 and of 4095 events wrap at every position, full and nearly empty. */
#include "t.h"

#define EVENTS_MAX 4095

static int fd;

/* Reads of nothing: they complete without the device, and what is asked is where they go. */
static void go_round(struct t_path *path, uint32_t step, uint32_t total)
{
	static struct io_event events[EVENTS_MAX];

	for (uint32_t at = 0; at < total; at += step) {
		uint32_t first = path->ring.sq_next;

		for (uint32_t i = 0; i < step; i++)
			t_path_queue(path, IOCB_CMD_PREAD, fd, 0, 0, i);
		t_ret(t_path_submit(path), step);
		t_eq(path->ring.sq->head, path->ring.sq_next);
		t_path_wait(path, events, step);
		t_eq(path->ring.cq->tail, path->ring.sq_next);
		for (uint32_t i = 0; i < step; i++)
			t_event(&events[i], (first + i) % path->slots, i, 0);
	}
}

static void try_size(uint32_t nr_events)
{
	struct t_path path;

	t_path_open(&path, IOCTX_FLAG_SCQRING, nr_events - 1, 64);
	t_eq(path.ring.sq->nr_events, nr_events);
	t_eq(path.ring.cq->nr_events, nr_events);
	if (nr_events == EVENTS_MAX) {
		go_round(&path, nr_events - 1, 2 * nr_events);
		go_round(&path, 1, 10);
		return;
	}
	for (uint32_t step = 1; step < nr_events; step++)
		go_round(&path, step, 2 * nr_events * step);
}

int main(void)
{
	static const uint32_t sizes[] = { 1, 2, 3, 5, 7, EVENTS_MAX };

	fd = t_open_device(T_NVME);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		try_size(sizes[i]);
	return T_PASS;
}
