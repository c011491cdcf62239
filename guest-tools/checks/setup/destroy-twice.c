// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() ends a context of any kind, once; the second time is EINVAL. */
#include "t.h"

static void try_flags(uint32_t flags)
{
	struct t_setup setup;
	long ret;

	t_setup_init(&setup, 4, flags);
	ret = t_setup_call(&setup);
	if (ret)
		t_need_setup2(flags);
	t_ret(ret, 0);
	t_true(setup.ctx != 0);
	t_ret(io_destroy(setup.ctx), 0);
	t_ret(io_destroy(setup.ctx), -EINVAL);
}

int main(void)
{
	try_flags(0);
	try_flags(IOCTX_FLAG_USERIOCB);
	try_flags(IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	try_flags(IOCTX_FLAG_SCQRING);
	try_flags(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
