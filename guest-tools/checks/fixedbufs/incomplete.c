// SPDX-License-Identifier: GPL-2.0-only
/* Every iocb has a buffer and a length at setup: without a length EINVAL, without a buffer EFAULT. */
#include "t.h"

#define BUFFERS 9
#define FIXED IOCTX_FLAG_FIXEDBUFS

static void try_flags(uint32_t flags)
{
	static const uint32_t which[] = { 0, 1, 4, BUFFERS - 1 };
	struct t_setup setup;

	t_need_setup2(flags);
	t_setup_init(&setup, BUFFERS, flags);
	for (size_t i = 0; i < sizeof(which) / sizeof(which[0]); i++) {
		struct iocb *iocb = &setup.iocbs[which[i]], good = *iocb;

		iocb->aio_nbytes = 0;
		t_ret(t_setup_call(&setup), -EINVAL);
		*iocb = good;
		iocb->aio_buf = 0;
		t_ret(t_setup_call(&setup), -EFAULT);
		*iocb = good;
		t_eq(setup.ctx, 0);
		t_eq(t_status_value("VmPin"), 0);
	}
	t_ret(t_setup_call(&setup), 0);
	t_ret(io_destroy(setup.ctx), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, FIXED | IOCTX_FLAG_USERIOCB, FIXED | IOCTX_FLAG_SCQRING);
	return T_PASS;
}
