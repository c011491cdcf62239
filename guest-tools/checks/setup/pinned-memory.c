// SPDX-License-Identifier: GPL-2.0-only
/* VmPin shows what a context has pinned, with CAP_IPC_LOCK too, and 0 afterwards. */
#include "t.h"

static void try_flags(uint32_t flags, long expected_pages)
{
	struct t_setup setup;

	t_need_setup2(flags);
	t_eq(t_status_value("VmPin"), 0);
	t_setup_init(&setup, 64, flags);
	t_ret(t_setup_call(&setup), 0);
	t_eq(t_status_value("VmPin"), expected_pages * (long)t_page_bytes() / 1024);
	t_ret(io_destroy(setup.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	try_flags(IOCTX_FLAG_USERIOCB, 1);	/* 64 iocbs */
	try_flags(IOCTX_FLAG_SCQRING, 3);	/* 64 iocbs and a header, 64 events and a header */
	return T_PASS;
}
