// SPDX-License-Identifier: GPL-2.0-only
/* A buffer that is not there makes the IO fail with EFAULT, as an event or at once. */
#include "t.h"

int main(void)
{
	void *none = t_alloc_none(T_BLOCK);
	int fd = t_open_device(T_NVME);
	struct io_event event;
	struct aio_ring ring;
	long ret;

	t_ring_open(&ring, 4, 0);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, none, T_BLOCK, 0, 11);
	ret = t_ring_submit(&ring, 1);
	if (ret != 1) {
		t_ret(ret, -EFAULT);
		return T_PASS;
	}
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 11, -EFAULT);
	return T_PASS;
}
