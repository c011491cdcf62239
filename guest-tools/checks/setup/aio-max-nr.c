// SPDX-License-Identifier: GPL-2.0-only
/* Events beyond fs.aio-max-nr are EAGAIN, and destroying a context gives its own back. */
#include "t.h"

int main(void)
{
	long max = t_read_number("/proc/sys/fs/aio-max-nr");
	struct t_setup all, more;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_true(max > 0 && max <= 1 << 20);
	t_eq(t_read_number("/proc/sys/fs/aio-nr"), 0);
	t_setup_init(&all, (uint32_t)max, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&all), 0);
	t_eq(t_read_number("/proc/sys/fs/aio-nr"), max);
	t_setup_init(&more, 1, IOCTX_FLAG_SCQRING);
	t_ret(t_setup_call(&more), -EAGAIN);
	t_eq(more.ctx, 0);
	t_ret(io_destroy(all.ctx), 0);
	t_eq(t_read_number("/proc/sys/fs/aio-nr"), 0);
	t_ret(t_setup_call(&more), 0);
	return T_PASS;
}
