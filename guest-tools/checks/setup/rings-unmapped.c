// SPDX-License-Identifier: GPL-2.0-only
/* The rings may be unmapped while the context lives, and destroyed after that. */
#include "t.h"

int main(void)
{
	struct t_setup setup;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_setup_init(&setup, 64, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&setup), 0);
	t_setup_free(&setup);
	t_ret(io_ring_enter(setup.ctx, 1, 0, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), 0);
	t_ret(io_destroy(setup.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
	return T_PASS;
}
