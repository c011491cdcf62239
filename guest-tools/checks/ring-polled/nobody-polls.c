// SPDX-License-Identifier: GPL-2.0-only
/* Events of polled IO that nobody polls for come all the same, within seconds: others may wait for it. */
#include "t.h"

#define COUNT 3

static struct aio_ring ring;
static int fd;

static void submit(void)
{
	char *buffer = t_alloc(COUNT * T_BLOCK);

	for (uint32_t i = 0; i < COUNT; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	t_ret(t_ring_submit(&ring, COUNT), COUNT);
}

/* Whoever helps out looks a second after the first submission, half a second after a poll: that is too early. */
int main(void)
{
	struct io_event events[COUNT];
	uint64_t deadline;

	fd = t_open_polled(T_NVME);
	t_ring_open(&ring, COUNT + 1, IOCTX_FLAG_IOPOLL);
	submit();
	t_sleep_ms(500);
	t_ring_wait(&ring, events, COUNT);
	submit();
	deadline = t_deadline(T_WAIT_MS);
	while (aio_ring_cq_ready(&ring) < COUNT && !t_expired(deadline))
		t_sleep_ms(1);
	t_eq(aio_ring_cq_ready(&ring), COUNT);
	return T_PASS;
}
