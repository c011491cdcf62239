// SPDX-License-Identifier: GPL-2.0-only
/* On a context with rings io_submit() and io_getevents() are EINVAL. */
#include "t.h"

int main(void)
{
	struct timespec now = { 0, 0 };
	struct io_event event;
	struct aio_ring ring;
	struct iocb iocb, *name = &iocb, *index = NULL;

	t_ring_open(&ring, 4, 0);
	t_prep(&iocb, 0, IOCB_CMD_PREAD, 0, NULL, 0, 0, 0);
	t_ret(io_submit(ring.ctx, 1, &name), -EINVAL);
	t_ret(io_submit(ring.ctx, 1, &index), -EINVAL);
	t_ret(io_getevents(ring.ctx, 0, 1, &event, &now), -EINVAL);
	t_ret(io_getevents(ring.ctx, 1, 1, &event, &now), -EINVAL);
	t_ring_close(&ring);
	return T_PASS;
}
