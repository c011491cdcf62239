// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_HIPRI on a context that does not poll is EINVAL, on plain io_setup()'s too. */
#include "t.h"

int main(void)
{
	struct t_user user, plain;
	aio_context_t old = 0;
	struct iocb *iocb;
	void *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_need_setup2(IOCTX_FLAG_IOPOLL);
	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[1], IOCTX_FLAG_IOPOLL, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&user, 1), -EINVAL);
	t_user_open(&plain, 4, 0);
	t_prep(&plain.iocbs[1], IOCTX_FLAG_IOPOLL, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, 0);
	t_ret(t_user_submit(&plain, 1), -EINVAL);
	t_ret(io_setup(4, &old), 0);
	iocb = &plain.iocbs[1];
	t_ret(io_submit(old, 1, &iocb), -EINVAL);
	return T_PASS;
}
