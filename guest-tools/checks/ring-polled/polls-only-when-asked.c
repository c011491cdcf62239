// SPDX-License-Identifier: GPL-2.0-only
/* Without GETEVENTS nobody polls, and no interrupt tells: the CQ ring stays empty. */
#include "t.h"

int main(void)
{
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct io_event event;
	struct aio_ring ring;
	unsigned long before;

	t_ring_open(&ring, 4, IOCTX_FLAG_IOPOLL);
	t_device_fill(fd, 0, T_BLOCK, 350);
	before = t_nvme_interrupts();
	t_true(before > 0);	/* or counting would prove nothing */
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_sleep_ms(30);
	t_ret(io_ring_enter(ring.ctx, 0, 0, IORING_FLAG_SUBMIT), 0);
	t_eq(aio_ring_cq_ready(&ring), 0);
	t_ret(io_ring_enter(ring.ctx, 0, 1, IORING_FLAG_GETEVENTS), 0);
	t_eq(aio_ring_reap(&ring, &event, 1), 1);
	t_event(&event, 0, 1, T_BLOCK);
	t_eq(t_nvme_interrupts() - before, 0);
	t_filled(buffer, T_BLOCK, 350);
	return T_PASS;
}
