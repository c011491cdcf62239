// SPDX-License-Identifier: GPL-2.0-only
/* io_getevents() for at least 0 events polls once: calling it again is enough to complete. */
#include "t.h"

int main(void)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	int fd = t_open_polled(T_NVME);
	struct timespec now = { 0, 0 };
	char *buffer = t_alloc(T_BLOCK);
	struct io_event event;
	struct t_user user;
	long got = 0;

	t_device_fill(fd, 0, T_BLOCK, 600);
	t_user_open(&user, 4, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[3], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 1);
	t_ret(t_user_submit(&user, 3), 1);
	while (got == 0 && !t_expired(deadline)) {
		got = io_getevents(user.ctx, 0, 1, &event, &now);
		t_true(got >= 0);
	}
	t_eq(got, 1);
	t_event(&event, 3, 1, T_BLOCK);
	t_filled(buffer, T_BLOCK, 600);
	t_ret(io_getevents(user.ctx, 0, 1, &event, &now), 0);

	/* Here the first poll finds it; later the kernel's own watch might have. */
	t_prep(&user.iocbs[3], user.flags, IOCB_CMD_PREAD, t_open_polled(T_NULL), buffer, T_BLOCK, 0,
	       2);
	t_ret(t_user_submit(&user, 3), 1);
	t_ret(io_getevents(user.ctx, 0, 1, &event, &now), 1);
	return T_PASS;
}
