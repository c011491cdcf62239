// SPDX-License-Identifier: GPL-2.0-only
/* What fixed buffers are charged is back after destroy, exit, exec and a setup that fails at any buffer. */
#include "t.h"

#define BUFFERS 5
#define FLAGS (IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING)
#define PAGES_MAX (2 + BUFFERS)		/* as much as one context takes */

static void set_up(struct t_setup *setup)
{
	t_setup_init(setup, BUFFERS, FLAGS);
	t_ret(t_setup_call(setup), 0);
}

static int use_all(void)
{
	struct t_setup setup;

	set_up(&setup);
	return T_PASS;
}

static int use_all_and_exec(void)
{
	use_all();
	execl("/proc/self/exe", "memlock-back", "new image", NULL);
	t_fail("/proc/self/exe: %s", strerror(errno));
}

static void fail_at(uint32_t which)
{
	aio_context_t *read_only = t_alloc(t_page_bytes());
	struct t_setup setup;

	t_true(mprotect(read_only, t_page_bytes(), PROT_READ) == 0);
	t_setup_init(&setup, BUFFERS, FLAGS);
	setup.iocbs[which].aio_buf = (uintptr_t)t_alloc_none(T_BLOCK);
	t_ret(t_setup_call(&setup), -EFAULT);
	setup.iocbs[which].aio_buf = (uintptr_t)setup.buffers;
	setup.iocbs[which].aio_nbytes = T_BLOCK + 1;		/* a page too many */
	t_ret(t_setup_call(&setup), -ENOMEM);
	setup.iocbs[which].aio_nbytes = 0;
	t_ret(t_setup_call(&setup), -EINVAL);
	setup.iocbs[which].aio_nbytes = T_BLOCK;
	setup.ctxp = read_only;
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(t_status_value("VmPin"), 0);
}

static int all_ways(void)
{
	struct t_setup setup;

	for (uint32_t which = 0; which < BUFFERS; which += 2)
		fail_at(which);
	set_up(&setup);
	t_eq(t_status_value("VmPin"), PAGES_MAX * (long)t_page_bytes() / 1024);
	t_ret(io_destroy(setup.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
	t_in_child(use_all);
	t_in_killed_child(use_all);
	t_in_child(use_all_and_exec);
	set_up(&setup);
	return T_PASS;
}

int main(int argc, char *argv[])
{
	(void)argv;
	if (argc > 1)
		return use_all();
	t_need_setup2(FLAGS);
	t_as_user(PAGES_MAX * t_page_bytes(), all_ways);
	return T_PASS;
}
