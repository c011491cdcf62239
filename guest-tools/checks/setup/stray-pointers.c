// SPDX-License-Identifier: GPL-2.0-only
/* A pointer that no flag asks for is EINVAL: it may get a meaning later. */
#include "t.h"

int main(void)
{
	struct t_setup setup;
	void *stray = t_alloc(t_page_bytes());

	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_setup_init(&setup, 4, 0);
	setup.iocbs = stray;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_setup_init(&setup, 4, 0);
	setup.sq = stray;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_setup_init(&setup, 4, 0);
	setup.cq = stray;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_setup_init(&setup, 4, IOCTX_FLAG_USERIOCB);
	setup.sq = stray;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_setup_init(&setup, 4, IOCTX_FLAG_USERIOCB);
	setup.cq = stray;
	t_ret(t_setup_call(&setup), -EINVAL);
	t_eq(setup.ctx, 0);
	return T_PASS;
}
