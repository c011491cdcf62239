// SPDX-License-Identifier: GPL-2.0-only
/* Submission that gets no request, however few it asks for, is EAGAIN and takes nothing, slots included. */
#include "t-kind.h"

static void try_kind(int fd, uint32_t flags)
{
	struct io_event event;
	struct t_kind kind;

	t_kind_alloc(&kind, flags, fd);
	t_ret(t_kind_setup(&kind), 0);
	t_kind_prep(&kind, IOCB_CMD_PREAD, T_KIND_DEPTH);
	for (unsigned int i = 0; i < T_KIND_EVENTS; i++) {
		long ret;

		t_fault_memory(true);
		ret = t_kind_submit(&kind, 0, T_KIND_DEPTH);
		t_fault_memory(false);
		t_ret(ret, -EAGAIN);
		t_eq(t_kind_reap(&kind, &event, 1), 0);
	}
	t_ret(t_kind_submit(&kind, 0, T_KIND_DEPTH), T_KIND_DEPTH);
	for (unsigned int i = 0; i < T_KIND_DEPTH; i++) {
		t_kind_wait(&kind, &event, 1);
		t_ret(event.res, T_BLOCK);
	}
	t_kind_io(&kind, IOCB_CMD_PREAD, T_BLOCK);
	t_kind_destroy(&kind);
	t_kind_free(&kind);
}

int main(void)
{
	int fd;

	t_fault_init();
	fd = t_open_polled(T_NVME);
	t_each_kind(flags)
		try_kind(fd, flags);
	return T_PASS;
}
