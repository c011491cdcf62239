// SPDX-License-Identifier: GPL-2.0-only
/* fs.aio-max-nr holds at its edge, for every kind together, and when it is lowered below what is in use. */
#include "t.h"

#define MAX "/proc/sys/fs/aio-max-nr"
#define IN_USE "/proc/sys/fs/aio-nr"

static long in_use_before, max_before;

/* Whatever becomes of the check, the limit is as it was afterwards. */
static int try_limit(void)
{
	struct t_setup rings, iocbs, more;

	t_write_number(MAX, in_use_before + 100);
	t_setup_init(&rings, 60, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&rings), 0);
	t_setup_init(&iocbs, 41, IOCTX_FLAG_USERIOCB);
	t_ret(t_setup_call(&iocbs), -EAGAIN);
	t_setup_init(&iocbs, 40, IOCTX_FLAG_USERIOCB);
	t_ret(t_setup_call(&iocbs), 0);
	t_eq(t_read_number(IN_USE), in_use_before + 100);
	t_setup_init(&more, 1, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&more), -EAGAIN);
	t_setup_init(&more, 1, 0);
	t_ret(t_setup_call(&more), -EAGAIN);
	t_ret(io_destroy(rings.ctx), 0);
	t_eq(t_read_number(IN_USE), in_use_before + 40);
	t_write_number(MAX, in_use_before + 10);
	t_ret(t_setup_call(&more), -EAGAIN);
	t_ret(io_destroy(iocbs.ctx), 0);
	t_eq(t_read_number(IN_USE), in_use_before);
	t_ret(t_setup_call(&more), 0);
	t_eq(t_status_value("VmPin"), 0);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	in_use_before = t_read_number(IN_USE);
	max_before = t_read_number(MAX);
	verdict = t_child_verdict(try_limit);
	t_write_number(MAX, max_before);
	return verdict;
}
