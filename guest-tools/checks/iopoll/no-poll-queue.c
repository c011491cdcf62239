// SPDX-License-Identifier: GPL-2.0-only
/* A device that was granted no poll queue is EOPNOTSUPP, and works again when it has one. */
#include "t.h"

#define CONTROLLER "/sys/class/nvme/nvme0"
#define PARAMETER "/sys/module/nvme/parameters/poll_queues"

/* The driver looks at its parameter whenever the controller is reset. */
static void set_poll_queues(long poll_queues)
{
	t_write_number(PARAMETER, poll_queues);
	t_write_number(CONTROLLER "/reset_controller", 1);
}

static bool polls(void)
{
	return t_read_number("/sys/block/nvme0n1/queue/io_poll") > 0;
}

static int refuse(void)
{
	int fd = t_open_device(T_NVME);
	struct aio_ring ring;
	struct t_user user;
	void *buffer = t_alloc(T_BLOCK);

	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 0), -EOPNOTSUPP);
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_ring_open(&ring, 2, IOCTX_FLAG_IOPOLL);
	t_ring_queue(&ring, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 0);
	t_ret(t_ring_submit(&ring, 1), -EOPNOTSUPP);
	return T_PASS;
}

int main(void)
{
	long granted = t_read_number(PARAMETER);
	struct io_event event;
	struct t_user user;
	int fd = t_open_polled(T_NVME);
	int verdict;

	t_need_setup2(IOCTX_FLAG_IOPOLL);
	set_poll_queues(0);
	if (polls()) {
		set_poll_queues(granted);
		t_skip("a reset of the controller does not take its poll queue away");
	}
	verdict = t_child_verdict(refuse);
	set_poll_queues(granted);
	t_true(polls());
	if (verdict != T_PASS)
		return verdict;
	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL);
	t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, fd, t_alloc(T_BLOCK), T_BLOCK, 0, 4);
	t_ret(t_user_submit(&user, 0), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, (uintptr_t)&user.iocbs[0], 4, T_BLOCK);
	return T_PASS;
}
