// SPDX-License-Identifier: GPL-2.0-only
/* A ring that is not all there is EFAULT, whichever of the two it is. */
#include "t.h"

static void try_pointer(void *bad)
{
	struct t_setup setup;

	t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
	setup.sq = bad;
	t_ret(t_setup_call(&setup), -EFAULT);
	t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
	setup.cq = bad;
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(setup.ctx, 0);
}

int main(void)
{
	const uint32_t events = 1000;	/* more than a page, in either ring */
	struct t_setup setup;
	char *half;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	try_pointer(NULL);
	try_pointer(t_alloc_none(t_page_bytes()));
	try_pointer((void *)0xffff800000000000);	/* the kernel's half */

	half = t_alloc(t_page_bytes());	/* a guard page follows */
	t_setup_init(&setup, events, IOCTX_FLAG_SCQRING);
	setup.sq = (void *)half;
	t_ret(t_setup_call(&setup), -EFAULT);
	t_setup_init(&setup, events, IOCTX_FLAG_SCQRING);
	setup.cq = (void *)half;
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(setup.ctx, 0);
	return T_PASS;
}
