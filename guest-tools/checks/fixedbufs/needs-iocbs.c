// SPDX-License-Identifier: GPL-2.0-only
/* IOCTX_FLAG_FIXEDBUFS needs mapped iocbs or rings, and of rings the ring's own iocbs: else EINVAL. */
#include "t.h"

#define FIXED IOCTX_FLAG_FIXEDBUFS

int main(void)
{
	struct t_setup setup;

	t_need_setup2(FIXED | IOCTX_FLAG_USERIOCB);
	t_setup_init(&setup, 4, FIXED | IOCTX_FLAG_USERIOCB);
	for (uint32_t polled = 0; polled <= IOCTX_FLAG_IOPOLL; polled += IOCTX_FLAG_IOPOLL) {
		setup.flags = FIXED | polled;
		t_ret(t_setup_call(&setup), -EINVAL);
		setup.iocbs = NULL;
		t_ret(t_setup_call(&setup), -EINVAL);
		setup.iocbs = (struct iocb *)setup.buffers;
	}

	t_need_setup2(FIXED | IOCTX_FLAG_SCQRING);
	t_setup_init(&setup, 4, FIXED | IOCTX_FLAG_SCQRING);
	setup.iocbs = &setup.sq->iocbs[1];
	t_ret(t_setup_call(&setup), -EINVAL);
	setup.iocbs = t_alloc(4 * sizeof(struct iocb));
	memcpy(setup.iocbs, setup.sq->iocbs, 4 * sizeof(struct iocb));
	t_ret(t_setup_call(&setup), -EINVAL);
	t_eq(setup.ctx, 0);
	setup.iocbs = setup.sq->iocbs;
	t_ret(t_setup_call(&setup), 0);
	/* NULL means the same iocbs, and their buffers. */
	setup.iocbs = NULL;
	setup.ctx = 0;
	t_ret(t_setup_call(&setup), 0);
	t_eq(t_status_value("VmPin"), 2 * (2 + 4) * (long)t_page_bytes() / 1024);
	return T_PASS;
}
