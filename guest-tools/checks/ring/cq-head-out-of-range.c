// SPDX-License-Identifier: GPL-2.0-only
/* A CQ head that is no index is EOVERFLOW, nothing is written outside the ring, and it can be mended. */
#include "t.h"

#define EVENTS 8

static struct aio_ring ring;

static void try_head(int fd, uint32_t head)
{
	const uint32_t both = IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS;
	uint64_t deadline = t_deadline(T_WAIT_MS);
	char *buffer = t_alloc(T_BLOCK);
	uint32_t right = ring.cq->head;
	struct io_event event = { 0 };
	long ret;

	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, head);
	aio_ring_publish(&ring);
	aio_store_release(&ring.cq->head, head);
	/* Whether it is found before the submission or after it is the kernel's choice. */
	ret = io_ring_enter(ring.ctx, 1, 0, both);
	if (ret == 1)
		ret = io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_GETEVENTS);
	t_ret(ret, -EOVERFLOW);

	aio_store_release(&ring.cq->head, right);
	while (!aio_ring_cq_ready(&ring)) {
		ret = io_ring_enter(ring.ctx, 1, 0, both);
		t_true(ret >= 0);
		if (t_expired(deadline))
			t_fail("the ring did not recover from a head of %u", head);
	}
	t_eq(aio_ring_reap(&ring, &event, 1), 1);
	t_eq(event.data, head);
}

int main(void)
{
	static const uint32_t heads[] = { EVENTS, EVENTS + 1, 127, 128, 1u << 31, UINT32_MAX };
	int fd = t_open_device(T_NVME);
	unsigned char *behind;

	t_ring_open(&ring, EVENTS, 0);
	behind = (unsigned char *)&ring.cq->events[EVENTS];
	memset(behind, 0x5a, (unsigned char *)ring.cq + t_page_bytes() - behind);
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		try_head(fd, heads[i]);
	for (; behind < (unsigned char *)ring.cq + t_page_bytes(); behind++)
		t_eq(*behind, 0x5a);
	return T_PASS;
}
