// SPDX-License-Identifier: GPL-2.0-only
/* A ring of nr_events holds nr_events - 1, be that a power of two or not. */
#include "t.h"

static void try_size(int fd, uint32_t nr_events)
{
	char *buffer = t_alloc(T_BLOCK);
	struct io_event *events = t_alloc(nr_events * sizeof(*events));
	struct aio_ring ring;

	t_ring_open(&ring, nr_events, 0);
	for (uint32_t i = 0; i + 1 < nr_events; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	t_true(!aio_ring_next(&ring, NULL));
	t_ret(t_ring_submit(&ring, nr_events), nr_events - 1);
	t_eq(ring.sq->head, nr_events - 1);
	t_ring_wait(&ring, events, nr_events - 1);
	t_eq(aio_ring_cq_ready(&ring), 0);
}

int main(void)
{
	int fd = t_open_device(T_NVME);

	try_size(fd, 2);
	try_size(fd, 3);
	try_size(fd, 64);
	try_size(fd, 100);
	return T_PASS;
}
