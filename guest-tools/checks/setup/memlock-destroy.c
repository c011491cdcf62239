// SPDX-License-Identifier: GPL-2.0-only
/* When io_destroy() returns, what the context had pinned is charged no more. */
#include "t.h"

static void all_again(uint32_t flags, uint32_t nr_events)
{
	for (int i = 0; i < 2; i++) {
		struct t_setup setup;

		t_setup_init(&setup, nr_events, flags);
		t_ret(t_setup_call(&setup), 0);
		t_ret(io_destroy(setup.ctx), 0);
		t_setup_free(&setup);
	}
}

static int use_all_for_iocbs(void)
{
	all_again(IOCTX_FLAG_USERIOCB, 128);	/* 2 pages */
	t_eq(t_status_value("VmPin"), 0);
	return T_PASS;
}

static int use_all_for_rings(void)
{
	all_again(IOCTX_FLAG_SCQRING, 63);	/* 2 pages */
	t_eq(t_status_value("VmPin"), 0);
	return T_PASS;
}

int main(void)
{
	t_need_setup2(IOCTX_FLAG_USERIOCB);
	t_as_user(2 * t_page_bytes(), use_all_for_iocbs);
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_as_user(2 * t_page_bytes(), use_all_for_rings);
	return T_PASS;
}
