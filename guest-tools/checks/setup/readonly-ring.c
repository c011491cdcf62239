// SPDX-License-Identifier: GPL-2.0-only
/* The kernel writes to both rings: a read-only mapping of either is EFAULT. */
#include "t.h"

int main(void)
{
	struct t_setup setup;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
	t_true(mprotect(setup.sq, t_page_bytes(), PROT_READ) == 0);
	t_ret(t_setup_call(&setup), -EFAULT);
	t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
	t_true(mprotect(setup.cq, t_page_bytes(), PROT_READ) == 0);
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(setup.ctx, 0);
	return T_PASS;
}
