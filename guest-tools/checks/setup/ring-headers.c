// SPDX-License-Identifier: GPL-2.0-only
/* The kernel writes nr_events into both ring headers and finds both rings empty. */
#include "t.h"

int main(void)
{
	static const uint32_t sizes[] = { 1, 2, 3, 63, 64, 1000 };

	t_need_setup2(IOCTX_FLAG_SCQRING);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct t_setup setup;

		t_setup_init(&setup, sizes[i], IOCTX_FLAG_SCQRING);
		setup.sq->nr_events = setup.cq->nr_events = 0xdeadbeef;
		t_ret(t_setup_call(&setup), 0);
		t_eq(setup.sq->nr_events, sizes[i]);
		t_eq(setup.cq->nr_events, sizes[i]);
		t_eq(setup.sq->head, 0);
		t_eq(setup.sq->tail, 0);
		t_eq(setup.cq->head, 0);
		t_eq(setup.cq->tail, 0);
	}
	return T_PASS;
}
