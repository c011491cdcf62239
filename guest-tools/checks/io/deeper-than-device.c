// SPDX-License-Identifier: GPL-2.0-only
/* More polled IO than the device has tags is EAGAIN at most, and all of it completes by polling. */
#include "t.h"

#define DEPTH 500	/* null_blk has 64 tags a queue */
#define TOTAL 3000

int main(void)
{
	const uint32_t both = IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS;
	uint64_t deadline = t_deadline(T_WAIT_MS);
	unsigned int queued = 0, started = 0, ended = 0;
	static struct io_event events[DEPTH];
	static unsigned int seen[TOTAL];
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NULL);
	struct aio_ring ring;

	t_ring_open(&ring, DEPTH + 1, IOCTX_FLAG_IOPOLL);
	while (ended < TOTAL) {
		unsigned int got;
		long ret;

		if (t_expired(deadline))
			t_fail("%u of %d IOs ended, %u were accepted, within %d ms", ended, TOTAL,
			       started, T_WAIT_MS);
		for (; queued < TOTAL && aio_ring_sq_pending(&ring) + (ring.sq_next + DEPTH + 1 -
		     ring.sq->tail) % (DEPTH + 1) < DEPTH; queued++)
			t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, queued);
		aio_ring_publish(&ring);
		ret = io_ring_enter(ring.ctx, DEPTH, 0, both);
		if (ret == -EAGAIN)
			ret = io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS);
		t_true(ret >= 0);
		started += ret;
		got = aio_ring_reap(&ring, events, DEPTH);
		for (unsigned int i = 0; i < got; i++) {
			t_true(events[i].data < TOTAL);
			t_eq(events[i].res, T_BLOCK);
			t_eq(seen[events[i].data]++, 0);
		}
		ended += got;
	}
	t_eq(started, TOTAL);
	return T_PASS;
}
