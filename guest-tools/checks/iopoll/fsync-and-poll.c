// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC, FDSYNC and POLL on a polled context are EINVAL, with IOCB_FLAG_HIPRI or without. */
#include "t.h"

#include <poll.h>

int main(void)
{
	static const int opcodes[] = { IOCB_CMD_FSYNC, IOCB_CMD_FDSYNC, IOCB_CMD_POLL };
	int fd = t_open_polled(T_NVME);
	struct t_user user;

	t_user_open(&user, 3, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	for (int i = 0; i < 3; i++) {
		void *events = opcodes[i] == IOCB_CMD_POLL ? (void *)POLLIN : NULL;

		t_prep(&user.iocbs[i], 0, opcodes[i], fd, events, 0, 0, 0);
		t_ret(t_user_submit(&user, i), -EINVAL);
		user.iocbs[i].aio_flags = IOCB_FLAG_HIPRI;
		t_ret(t_user_submit(&user, i), -EINVAL);
	}
	return T_PASS;
}
