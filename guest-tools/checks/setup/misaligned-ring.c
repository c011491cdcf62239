// SPDX-License-Identifier: GPL-2.0-only
/* A ring that does not start on a page is EINVAL. */
#include "t.h"

int main(void)
{
	static const size_t shifts[] = { 8, 32, 64, 2048 };
	struct t_setup setup;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	for (size_t i = 0; i < sizeof(shifts) / sizeof(shifts[0]); i++) {
		t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
		setup.sq = (void *)((char *)setup.sq + shifts[i]);
		t_ret(t_setup_call(&setup), -EINVAL);
		t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
		setup.cq = (void *)((char *)setup.cq + shifts[i]);
		t_ret(t_setup_call(&setup), -EINVAL);
		t_eq(setup.ctx, 0);
	}
	return T_PASS;
}
