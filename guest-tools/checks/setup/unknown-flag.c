// SPDX-License-Identifier: GPL-2.0-only
/* A flag that is not in the table is EINVAL, alone and with a known one. */
#include "t.h"

int main(void)
{
	t_need_setup2(0);
	for (uint32_t bit = 4; bit < 32; bit++) {
		struct t_setup setup;

		t_setup_init(&setup, 4, 0);
		setup.flags = 1u << bit;
		t_ret(t_setup_call(&setup), -EINVAL);
		t_eq(setup.ctx, 0);
	}
	for (uint32_t bit = 4; bit < 32; bit++) {
		struct t_setup setup;

		t_setup_init(&setup, 4, IOCTX_FLAG_SCQRING);
		setup.flags |= 1u << bit;
		t_ret(t_setup_call(&setup), -EINVAL);
		t_eq(setup.ctx, 0);
		t_setup_free(&setup);
	}
	return T_PASS;
}
