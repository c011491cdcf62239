// SPDX-License-Identifier: GPL-2.0-only
/* A ctxp that cannot be read or written is EFAULT, and leaves no context behind. */
#include "t.h"

static void try_flags(uint32_t flags)
{
	aio_context_t *read_only = t_alloc(t_page_bytes());
	struct t_setup setup;

	t_need_setup2(flags);
	t_setup_init(&setup, 4, flags);
	setup.ctxp = NULL;
	t_ret(t_setup_call(&setup), -EFAULT);
	setup.ctxp = t_alloc_none(t_page_bytes());
	t_ret(t_setup_call(&setup), -EFAULT);
	t_true(mprotect(read_only, t_page_bytes(), PROT_READ) == 0);
	setup.ctxp = read_only;
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(*read_only, 0);
	t_setup_free(&setup);
}

int main(void)
{
	long before = t_read_number("/proc/sys/fs/aio-nr");

	try_flags(0);
	try_flags(IOCTX_FLAG_USERIOCB);
	try_flags(IOCTX_FLAG_SCQRING);
	t_eq(t_read_number("/proc/sys/fs/aio-nr"), before);
	return T_PASS;
}
