// SPDX-License-Identifier: GPL-2.0-only
/* A device that was granted no poll queue is EOPNOTSUPP; with one it works. */
#include "t.h"

#define DEVICE_MIB 4

static const char *device;

static void submit(long expected)
{
	int fd = t_open_device(device);
	void *buffer = t_alloc(T_BLOCK);
	struct aio_ring ring;
	struct t_user user;

	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 4);
	t_ret(t_user_submit(&user, 0), expected);
	if (expected == 1) {
		struct io_event event;

		t_user_wait(&user, &event, 1);
		t_event(&event, (uintptr_t)&user.iocbs[0], 4, T_BLOCK);
	}
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_ring_open(&ring, 2, IOCTX_FLAG_IOPOLL);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 0);
	t_ret(t_ring_submit(&ring, 1), expected);
}

static int refused(void)
{
	submit(-EOPNOTSUPP);
	return T_PASS;
}

static int taken(void)
{
	submit(1);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_need_setup2(IOCTX_FLAG_IOPOLL);
	device = t_unpolled_device(DEVICE_MIB);
	verdict = t_child_verdict(refused);
	t_memory_device_end();
	if (verdict != T_PASS)
		return verdict;
	device = t_memory_device(DEVICE_MIB);
	verdict = t_child_verdict(taken);
	t_memory_device_end();
	return verdict;
}
