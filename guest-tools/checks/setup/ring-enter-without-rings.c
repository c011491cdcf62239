// SPDX-License-Identifier: GPL-2.0-only
/* io_ring_enter() on a context without rings, or on none, is EINVAL. */
#include "t.h"

static void try_enter(aio_context_t ctx)
{
	t_ret(io_ring_enter(ctx, 0, 0, 0), -EINVAL);
	t_ret(io_ring_enter(ctx, 1, 0, IORING_FLAG_SUBMIT), -EINVAL);
	t_ret(io_ring_enter(ctx, 0, 0, IORING_FLAG_GETEVENTS), -EINVAL);
}

int main(void)
{
	aio_context_t old = 0;
	struct t_user plain, user;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_user_open(&plain, 4, 0);
	try_enter(plain.ctx);
	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	try_enter(user.ctx);
	t_ret(io_setup(4, &old), 0);
	try_enter(old);
	try_enter(0);
	try_enter(0x1000);
	try_enter(~0ul);
	t_ret(io_destroy(old), 0);
	try_enter(old);
	return T_PASS;
}
