// SPDX-License-Identifier: GPL-2.0-only
/* Events that the kernel wrote are there after io_destroy(), though reclaim takes clean pages. */
#include "t.h"

#define COUNT 7

int main(void)
{
	int fd = t_open_device(T_NVME);
	char *control = t_alloc(T_BLOCK);
	uint64_t deadline = t_deadline(T_WAIT_MS);
	struct t_path path;

	t_stay_on_cpu();
	t_fill(control, T_BLOCK, 1);
	t_path_open(&path, IOCTX_FLAG_SCQRING, COUNT, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, 40 + i);
	/* Clean from here on; reclaim drops them unless somebody writes, and we do not. */
	t_true(madvise(control, T_BLOCK, MADV_FREE) == 0);
	t_true(madvise(path.ring.cq, T_BLOCK, MADV_FREE) == 0);
	t_ret(t_path_submit(&path), COUNT);
	while (aio_ring_cq_ready(&path.ring) < COUNT)
		if (t_expired(deadline))
			t_fail("%u of %d events came", aio_ring_cq_ready(&path.ring), COUNT);
	t_ret(io_destroy(path.ring.ctx), 0);
	t_reclaim(control, T_BLOCK);
	t_reclaim(path.ring.cq, T_BLOCK);
	t_eq(*(uint32_t *)control, 0);		/* or the rest would prove nothing */
	t_eq(path.ring.cq->tail, COUNT);
	for (uint32_t i = 0; i < COUNT; i++) {
		struct io_event *event = &path.ring.cq->events[i];

		t_event(event, event->data - 40, event->data, T_BLOCK);
	}
	return T_PASS;
}
