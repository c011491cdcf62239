// SPDX-License-Identifier: GPL-2.0-only
/* Every page that contexts of any kind pinned is unpinned when they are gone, however they went. */
#include "t-kind.h"

static long pins(const char *unused)
{
	(void)unused;
	return t_pins();
}

int main(void)
{
	struct t_setup setup;
	long before;

	t_need_pins();
	before = t_pins();
	t_kind_churn();
	t_falls_to(pins, "pages pinned and not unpinned", before);

	/* And the counter would have told. */
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&setup), 0);
	t_eq(t_pins(), before + 2);
	t_ret(io_destroy(setup.ctx), 0);
	t_eq(t_pins(), before);
	return T_PASS;
}
