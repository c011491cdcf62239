// SPDX-License-Identifier: GPL-2.0-only
/* *ctxp must be 0 on entry, and is left alone when it is not. */
#include "t.h"

static void try_flags(uint32_t flags)
{
	struct t_setup setup;

	t_need_setup2(flags);
	t_setup_init(&setup, 4, flags);
	setup.ctx = 1;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_eq(setup.ctx, 1);
	t_setup_free(&setup);
}

int main(void)
{
	try_flags(0);
	try_flags(IOCTX_FLAG_USERIOCB);
	try_flags(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
