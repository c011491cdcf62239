// SPDX-License-Identifier: GPL-2.0-only
/* After many contexts of every kind a user can again lock all that the limit allows. */
#include "t-kind.h"

#define ROUNDS 2

static uint32_t flags_now;
static size_t limit_bytes;
static int fd;

/* The limit is what one context takes, so the second one finds out about the first. */
static int use_all_of_it(void)
{
	struct io_event events[T_KIND_DEPTH];
	struct t_kind kind;

	t_kind_alloc(&kind, flags_now, fd);
	for (int i = 0; i < ROUNDS; i++) {
		t_ret(t_kind_setup(&kind), 0);
		t_eq(t_status_value("VmPin") * 1024, limit_bytes);
		t_kind_prep(&kind, IOCB_CMD_PREAD, T_KIND_DEPTH);
		t_ret(t_kind_submit(&kind, 0, T_KIND_DEPTH), T_KIND_DEPTH);
		if (i % 2)
			t_kind_wait(&kind, events, T_KIND_DEPTH);
		t_kind_destroy(&kind);
		t_eq(t_status_value("VmPin"), 0);
	}
	return T_PASS;
}

int main(void)
{
	fd = t_open_polled(T_NVME);
	t_each_kind(flags) {
		struct t_kind kind;

		t_kind_alloc(&kind, flags, -1);
		t_ret(t_kind_setup(&kind), 0);
		limit_bytes = t_status_value("VmPin") * 1024;
		t_kind_destroy(&kind);
		t_kind_free(&kind);
		flags_now = flags;
		t_as_user(limit_bytes, use_all_of_it);
	}
	return T_PASS;
}
