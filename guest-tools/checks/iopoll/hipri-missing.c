// SPDX-License-Identifier: GPL-2.0-only
/* A read or write without IOCB_FLAG_HIPRI on a polled context is EINVAL. */
#include "t.h"

#include <sys/uio.h>

int main(void)
{
	static const int opcodes[] = {
		IOCB_CMD_PREAD, IOCB_CMD_PWRITE, IOCB_CMD_PREADV, IOCB_CMD_PWRITEV,
	};
	void *buffer = t_alloc(T_BLOCK);
	struct iovec part = { .iov_base = buffer, .iov_len = T_BLOCK };
	int fd = t_open_polled(T_NVME);
	struct t_user user;

	t_user_open(&user, 4, IOCTX_FLAG_IOPOLL);
	for (int i = 0; i < 4; i++) {
		bool vectored = i >= 2;

		t_prep(&user.iocbs[i], 0, opcodes[i], fd, vectored ? (void *)&part : buffer,
		       vectored ? 1 : T_BLOCK, 0, 0);
		t_ret(t_user_submit(&user, i), -EINVAL);
	}
	return T_PASS;
}
