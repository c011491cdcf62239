// SPDX-License-Identifier: GPL-2.0-only
/* Without CAP_IPC_LOCK, pinning beyond RLIMIT_MEMLOCK is ENOMEM; up to it is not. */
#include "t.h"

/* Rings of 63 iocbs and 127 events fill a page each. */
#define SQ_PAGE_EVENTS 63

static int exceed_with_rings(void)
{
	struct t_setup setup;

	t_setup_init(&setup, SQ_PAGE_EVENTS + 1, IOCTX_FLAG_SCQRING);	/* 2 pages and 1 */
	t_ret(t_setup_call(&setup), -ENOMEM);
	t_eq(setup.ctx, 0);
	t_setup_init(&setup, SQ_PAGE_EVENTS, IOCTX_FLAG_SCQRING);	/* 1 page and 1 */
	t_ret(t_setup_call(&setup), 0);
	return T_PASS;
}

static int exceed_with_iocbs(void)
{
	struct t_setup setup;

	t_setup_init(&setup, 129, IOCTX_FLAG_USERIOCB);
	t_ret(t_setup_call(&setup), -ENOMEM);
	t_eq(setup.ctx, 0);
	t_setup_init(&setup, 128, IOCTX_FLAG_USERIOCB);
	t_ret(t_setup_call(&setup), 0);
	return T_PASS;
}

int main(void)
{
	t_need_setup2(IOCTX_FLAG_USERIOCB);
	t_as_user(2 * t_page_bytes(), exceed_with_iocbs);
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_as_user(2 * t_page_bytes(), exceed_with_rings);
	return T_PASS;
}
