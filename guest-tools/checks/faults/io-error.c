// SPDX-License-Identifier: GPL-2.0-only
/* IO that the disk fails is an event with -EIO through every interface, and the next IO works. */
#include "t-kind.h"

static void expect(struct t_kind *kind, int opcode, long res)
{
	struct io_event events[T_KIND_DEPTH];

	t_kind_prep(kind, opcode, T_KIND_DEPTH);
	t_ret(t_kind_submit(kind, 0, T_KIND_DEPTH), T_KIND_DEPTH);
	t_kind_wait(kind, events, T_KIND_DEPTH);
	for (unsigned int i = 0; i < T_KIND_DEPTH; i++)
		t_ret(events[i].res, res);
}

int main(void)
{
	int fd;

	t_fault_init();
	fd = t_open_polled(T_NVME);
	t_each_kind(flags) {
		struct t_kind kind;

		t_kind_alloc(&kind, flags, fd);
		t_ret(t_kind_setup(&kind), 0);
		t_fault_disk("nvme0n1", true);
		expect(&kind, IOCB_CMD_PREAD, -EIO);
		expect(&kind, IOCB_CMD_PWRITE, -EIO);
		t_fault_disk("nvme0n1", false);
		expect(&kind, IOCB_CMD_PWRITE, T_BLOCK);
		expect(&kind, IOCB_CMD_PREAD, T_BLOCK);
		t_kind_destroy(&kind);
		t_kind_free(&kind);
	}
	return T_PASS;
}
