// SPDX-License-Identifier: GPL-2.0-only
/* A setup that fails half way, with some pages pinned and the next one not to be had, keeps none. */
#include "t-kind.h"

#define NR_EVENTS 255		/* two pages of events, four of iocbs */

/* Memory that ends a page before what the kernel is told of does. */
static void *too_short(size_t bytes)
{
	return t_alloc((bytes + t_page_bytes() - 1) / t_page_bytes() * t_page_bytes() - t_page_bytes());
}

static void fails(struct t_setup *setup, long before)
{
	t_ret(t_setup_call(setup), -EFAULT);
	t_eq(t_pins(), before);
}

int main(void)
{
	const long before = t_pins();
	struct t_setup setup;

	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_FIXEDBUFS);
	t_setup_init(&setup, NR_EVENTS, IOCTX_FLAG_SCQRING);
	setup.sq = too_short(aio_ring_sq_bytes(NR_EVENTS));
	fails(&setup, before);

	t_setup_init(&setup, NR_EVENTS, IOCTX_FLAG_SCQRING);
	setup.cq = too_short(aio_ring_cq_bytes(NR_EVENTS));
	fails(&setup, before);

	t_setup_init(&setup, NR_EVENTS, IOCTX_FLAG_USERIOCB);
	setup.iocbs = too_short(NR_EVENTS * sizeof(struct iocb));
	fails(&setup, before);

	/* The last of the buffers, when all others are pinned. */
	t_setup_init(&setup, NR_EVENTS, IOCTX_FLAG_SCQRING | IOCTX_FLAG_FIXEDBUFS);
	setup.sq->iocbs[NR_EVENTS - 1].aio_buf = (uintptr_t)too_short(3 * t_page_bytes());
	setup.sq->iocbs[NR_EVENTS - 1].aio_nbytes = 3 * t_page_bytes();
	fails(&setup, before);
	return T_PASS;
}
