// SPDX-License-Identifier: GPL-2.0-only
/* A setup that fails after it pinned something gives it back, wherever it fails. */
#include "t.h"

static void fail_again(struct t_setup *setup, long expected)
{
	for (int i = 0; i < 2; i++)
		t_ret(t_setup_call(setup), expected);
	t_eq(t_status_value("VmPin"), 0);
}

static aio_context_t *read_only_context(void)
{
	aio_context_t *ctxp = t_alloc(t_page_bytes());

	t_true(mprotect(ctxp, t_page_bytes(), PROT_READ) == 0);
	return ctxp;
}

static int fail_iocbs(void)
{
	struct t_setup setup;

	t_setup_init(&setup, 128, IOCTX_FLAG_USERIOCB);	/* 2 pages: all there is */
	setup.ctxp = read_only_context();
	fail_again(&setup, -EFAULT);
	t_setup_init(&setup, 64, IOCTX_FLAG_USERIOCB);
	setup.nr_events = 65;				/* one page is fine, one is not */
	fail_again(&setup, -EFAULT);
	t_setup_init(&setup, 128, IOCTX_FLAG_USERIOCB);
	t_ret(t_setup_call(&setup), 0);
	return T_PASS;
}

static int fail_rings(void)
{
	struct t_setup setup;

	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);	/* 2 pages: all there is */
	setup.cq = t_alloc_none(t_page_bytes());	/* the SQ ring is fine */
	fail_again(&setup, -EFAULT);
	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);
	setup.sq = t_alloc_none(t_page_bytes());	/* the CQ ring is fine */
	fail_again(&setup, -EFAULT);
	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);
	setup.ctxp = read_only_context();		/* everything else is fine */
	fail_again(&setup, -EFAULT);
	t_setup_init(&setup, 64, IOCTX_FLAG_SCQRING);	/* a page too much */
	fail_again(&setup, -ENOMEM);
	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&setup), 0);
	return T_PASS;
}

int main(void)
{
	t_need_setup2(IOCTX_FLAG_USERIOCB);
	t_as_user(2 * t_page_bytes(), fail_iocbs);
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_as_user(2 * t_page_bytes(), fail_rings);
	return T_PASS;
}
