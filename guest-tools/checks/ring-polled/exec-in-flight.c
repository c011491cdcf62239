// SPDX-License-Identifier: GPL-2.0-only
/* exec with polled IO in flight ends the context: the new image starts in time, and polling works on. */
#include "t.h"

#define DEPTH 31

static int fd;

static int submit_and_exec(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	struct aio_ring ring;

	t_ring_open(&ring, DEPTH + 1, IOCTX_FLAG_IOPOLL);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
			     i * T_BLOCK, i);
	t_ret(t_ring_submit(&ring, DEPTH), DEPTH);
	execl("/proc/self/exe", "exec-in-flight", "new image", NULL);
	t_fail("/proc/self/exe: %s", strerror(errno));
}

int main(int argc, char *argv[])
{
	char *buffer = t_alloc(T_BLOCK);
	struct io_event event;
	struct aio_ring ring;

	(void)argv;
	if (argc > 1) {
		t_eq(t_status_value("VmPin"), 0);
		return T_PASS;
	}
	fd = t_open_polled(T_NVME);
	t_device_fill(fd, 0, T_BLOCK, 800);
	t_in_child(submit_and_exec);
	t_ring_open(&ring, 2, IOCTX_FLAG_IOPOLL);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 3);
	t_ret(t_ring_submit(&ring, 1), 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 3, T_BLOCK);
	t_filled(buffer, T_BLOCK, 800);
	return T_PASS;
}
