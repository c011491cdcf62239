// SPDX-License-Identifier: GPL-2.0-only
/* PREADV and PWRITEV are EINVAL on a context with fixed buffers. */
#include "t.h"

#include <sys/uio.h>

static void try_flags(uint32_t flags)
{
	struct iovec part = { .iov_base = t_alloc(T_BLOCK), .iov_len = T_BLOCK };
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;
	struct iocb *iocb;

	t_path_open(&path, flags, 2, T_BLOCK);
	iocb = t_path_queue(&path, IOCB_CMD_PREADV, fd, 1, 0, 1);
	iocb->aio_buf = (uintptr_t)&part;
	t_ret(t_path_submit(&path), -EINVAL);
	iocb->aio_lio_opcode = IOCB_CMD_PWRITEV;
	t_ret(t_path_submit(&path), -EINVAL);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
