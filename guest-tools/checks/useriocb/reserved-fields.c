// SPDX-License-Identifier: GPL-2.0-only
/* An iocb with reserved fields set, or with a length or opcode that is none, is EINVAL. */
#include "t.h"

int main(void)
{
	struct iocb good, *iocb;
	struct io_event event;
	struct t_user user;
	int fd = t_open_device(T_NVME);

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	iocb = &user.iocbs[1];
	t_prep(&good, user.flags, IOCB_CMD_PREAD, fd, t_alloc(T_BLOCK), T_BLOCK, 0, 1);

	*iocb = good;
	iocb->aio_reserved2 = 1;
	t_ret(t_user_submit(&user, 1), -EINVAL);
	iocb->aio_reserved2 = 1ull << 63;
	t_ret(t_user_submit(&user, 1), -EINVAL);
	*iocb = good;
	iocb->aio_nbytes = 1ull << 63;
	t_ret(t_user_submit(&user, 1), -EINVAL);
	*iocb = good;
	iocb->aio_lio_opcode = 4;		/* was once PREADX */
	t_ret(t_user_submit(&user, 1), -EINVAL);
	iocb->aio_lio_opcode = 0xffff;
	t_ret(t_user_submit(&user, 1), -EINVAL);
	*iocb = good;
	iocb->aio_flags = IOCB_FLAG_RESFD;	/* of something that is no eventfd */
	iocb->aio_resfd = fd;
	t_ret(t_user_submit(&user, 1), -EINVAL);

	*iocb = good;
	t_ret(t_user_submit(&user, 1), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 1, 1, T_BLOCK);
	return T_PASS;
}
