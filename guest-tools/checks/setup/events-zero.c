// SPDX-License-Identifier: GPL-2.0-only
/* A context for no events is EINVAL, whatever its kind. */
#include "t.h"

static void try_flags(uint32_t flags)
{
	struct t_setup setup;

	t_need_setup2(flags);
	t_setup_init(&setup, 4, flags);
	setup.nr_events = 0;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_eq(setup.ctx, 0);
}

int main(void)
{
	try_flags(0);
	try_flags(IOCTX_FLAG_USERIOCB);
	try_flags(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
