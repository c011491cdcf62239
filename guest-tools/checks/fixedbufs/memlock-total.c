// SPDX-License-Identifier: GPL-2.0-only
/* Rings or iocbs and buffers are charged together: RLIMIT_MEMLOCK holds for the sum. */
#include "t.h"

#define BUFFERS 5
#define FIXED IOCTX_FLAG_FIXEDBUFS

static uint32_t tried;
static long expected;

static int set_up(void)
{
	struct t_setup setup;

	t_setup_init(&setup, BUFFERS, tried);
	t_ret(t_setup_call(&setup), expected);
	t_setup_init(&setup, 1, IOCTX_FLAG_USERIOCB);	/* all is used up, or all is there */
	t_ret(t_setup_call(&setup), expected ? 0 : -ENOMEM);
	return T_PASS;
}

static void try_limit(uint32_t flags, size_t pages, long result)
{
	tried = flags;
	expected = result;
	t_as_user(pages * t_page_bytes(), set_up);
}

int main(void)
{
	t_need_setup2(FIXED | IOCTX_FLAG_USERIOCB);
	try_limit(FIXED | IOCTX_FLAG_USERIOCB, 1 + BUFFERS, 0);
	try_limit(FIXED | IOCTX_FLAG_USERIOCB, BUFFERS, -ENOMEM);
	t_need_setup2(FIXED | IOCTX_FLAG_SCQRING);
	try_limit(FIXED | IOCTX_FLAG_SCQRING, 2 + BUFFERS, 0);
	try_limit(FIXED | IOCTX_FLAG_SCQRING, 1 + BUFFERS, -ENOMEM);
	return T_PASS;
}
