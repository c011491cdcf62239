// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits, or is killed, with contexts alive leaves nothing charged. */
#include "t.h"

static int use_all(void)
{
	struct t_setup setup;

	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);	/* 2 pages: all there is */
	t_ret(t_setup_call(&setup), 0);
	return T_PASS;
}

static int one_after_another(void)
{
	t_in_child(use_all);
	t_in_killed_child(use_all);
	t_in_child(use_all);
	return T_PASS;
}

int main(void)
{
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_as_user(2 * t_page_bytes(), one_after_another);
	return T_PASS;
}
