// SPDX-License-Identifier: GPL-2.0-only
/* Iocbs to be mapped that are not all there are EFAULT. */
#include "t.h"

int main(void)
{
	const uint32_t per_page = t_page_bytes() / sizeof(struct iocb);
	struct t_setup setup;

	t_need_setup2(IOCTX_FLAG_USERIOCB);
	t_setup_init(&setup, per_page, IOCTX_FLAG_USERIOCB);
	setup.nr_events = per_page + 1;		/* the last one lies in the guard page */
	t_ret(t_setup_call(&setup), -EFAULT);
	setup.iocbs = NULL;
	t_ret(t_setup_call(&setup), -EFAULT);
	setup.iocbs = t_alloc_none(2 * t_page_bytes());
	t_ret(t_setup_call(&setup), -EFAULT);
	t_true(munmap(setup.iocbs, 2 * t_page_bytes()) == 0);
	t_ret(t_setup_call(&setup), -EFAULT);
	setup.iocbs = (struct iocb *)0xffff800000000000;	/* the kernel's half */
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(setup.ctx, 0);
	return T_PASS;
}
