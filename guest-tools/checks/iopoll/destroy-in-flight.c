// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() with polled IO in flight reaps it: it returns in time, and nothing stays pinned. */
#include "t.h"

#define DEPTH 32

int main(void)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	int fd = t_open_polled(T_NVME);
	struct iocb *names[DEPTH];
	struct t_user user;

	t_device_fill_blocks(fd, 0, DEPTH, 900);
	for (int round = 0; round < 2; round++) {
		uint64_t start;

		t_user_open(&user, DEPTH, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
		for (uint32_t i = 0; i < DEPTH; i++) {
			t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK,
			       T_BLOCK, i * T_BLOCK, i);
			names[i] = t_user_name(&user, i);
		}
		t_ret(io_submit(user.ctx, DEPTH, names), DEPTH);
		start = t_now_ns();
		t_user_close(&user);
		t_true(t_now_ns() - start < T_WAIT_MS * 1000000ull);
		t_eq(t_status_value("VmPin"), 0);
	}
	/* io_destroy() waits for the IO, so the reads are over. */
	for (uint32_t i = 0; i < DEPTH; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 900 + i);
	t_device_filled(fd, 0, T_BLOCK, 900);
	return T_PASS;
}
