// SPDX-License-Identifier: GPL-2.0-only
/* More events than io_setup() takes are EINVAL, before any memory is looked at. */
#include "t.h"

static void try_flags(uint32_t flags)
{
	/* fs/aio.c takes 0x10000000 bytes of events at most, half of them to spare. */
	static const uint32_t too_many[] = { 4194305, 0x10000000, UINT32_MAX };

	t_need_setup2(flags);
	for (size_t i = 0; i < sizeof(too_many) / sizeof(too_many[0]); i++) {
		struct t_setup setup;

		t_setup_init(&setup, 4, flags);
		setup.nr_events = too_many[i];
		t_ret(t_setup_call(&setup), -EINVAL);
		t_eq(setup.ctx, 0);
	}
}

int main(void)
{
	try_flags(0);
	try_flags(IOCTX_FLAG_USERIOCB);
	try_flags(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
