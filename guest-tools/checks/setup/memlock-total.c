// SPDX-License-Identifier: GPL-2.0-only
/* RLIMIT_MEMLOCK bounds all contexts of a user together, in all its processes. */
#include "t.h"

static int second_process(void)
{
	struct t_setup setup;

	t_setup_init(&setup, 1, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&setup), -ENOMEM);
	return T_PASS;
}

static int two_contexts(void)
{
	struct t_setup first, second;

	t_setup_init(&first, 63, IOCTX_FLAG_SCQRING);	/* 2 pages */
	t_ret(t_setup_call(&first), 0);
	t_setup_init(&second, 63, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&second), -ENOMEM);
	t_in_child(second_process);
	t_setup_init(&second, 64, IOCTX_FLAG_USERIOCB);	/* 1 page: as much as is left */
	t_ret(t_setup_call(&second), 0);
	return T_PASS;
}

int main(void)
{
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_as_user(3 * t_page_bytes(), two_contexts);
	return T_PASS;
}
