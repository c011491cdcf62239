// SPDX-License-Identifier: GPL-2.0-only
/* Nothing but PREAD and PWRITE is taken on a context with fixed buffers: no vectors, no FSYNC, no POLL. */
#include "t.h"

#include <poll.h>
#include <sys/uio.h>

static void try_flags(uint32_t flags)
{
	static const int others[] = { IOCB_CMD_FSYNC, IOCB_CMD_FDSYNC, IOCB_CMD_POLL };
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
	for (int i = 0; i < 3; i++) {
		iocb->aio_lio_opcode = others[i];
		iocb->aio_nbytes = 0;
		iocb->aio_buf = others[i] == IOCB_CMD_POLL ? POLLIN : 0;
		iocb->aio_flags = 0;
		t_ret(t_path_submit(&path), -EINVAL);
		iocb->aio_flags = flags & IOCTX_FLAG_IOPOLL ? IOCB_FLAG_HIPRI : 0;
		t_ret(t_path_submit(&path), -EINVAL);
	}
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
