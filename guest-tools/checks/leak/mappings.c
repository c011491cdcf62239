// SPDX-License-Identifier: GPL-2.0-only
/* What contexts of any kind mapped into the kernel is unmapped when they are gone. */
#include "t-kind.h"

static long vmaps(const char *unused)
{
	(void)unused;
	return t_vmaps();
}

int main(void)
{
	const long before = t_vmaps();
	struct t_setup setup;

	t_kind_churn();
	t_falls_to(vmaps, "areas mapped by vmap()", before);

	/* And the list would have told. */
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&setup), 0);
	t_eq(t_vmaps(), before + 2);
	t_ret(io_destroy(setup.ctx), 0);
	t_eq(t_vmaps(), before);
	return T_PASS;
}
