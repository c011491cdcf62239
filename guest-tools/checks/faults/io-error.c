// SPDX-License-Identifier: GPL-2.0-only
/* IO that the disk fails is an event with -EIO through every interface, and the next IO works. */
#include "t-kind.h"

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
		t_kind_io(&kind, IOCB_CMD_PREAD, -EIO);
		t_kind_io(&kind, IOCB_CMD_PWRITE, -EIO);
		t_fault_disk("nvme0n1", false);
		t_kind_io(&kind, IOCB_CMD_PWRITE, T_BLOCK);
		t_kind_io(&kind, IOCB_CMD_PREAD, T_BLOCK);
		t_kind_destroy(&kind);
		t_kind_free(&kind);
	}
	return T_PASS;
}
