// SPDX-License-Identifier: GPL-2.0-only
/* An array of iocbs that starts inside a page works, iocbs across pages included. */
#include "t.h"

#define COUNT 200	/* three pages and a bit */

int main(void)
{
	const size_t shift = 40;	/* not a multiple of 64: one iocb in each page is cut */
	aio_context_t ctx = 0;
	struct iocb *iocbs = (struct iocb *)((char *)t_alloc(COUNT * sizeof(*iocbs) + shift) + shift);
	struct t_user user = { .nr_events = COUNT, .flags = IOCTX_FLAG_USERIOCB, .iocbs = iocbs };
	char *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_need_setup2(IOCTX_FLAG_USERIOCB);
	t_ret(io_setup2(COUNT, IOCTX_FLAG_USERIOCB, iocbs, NULL, NULL, &ctx), 0);
	user.ctx = ctx;
	t_device_fill_blocks(fd, 0, COUNT, 700);
	for (uint32_t i = 0; i < COUNT; i++) {
		struct io_event event;

		t_prep(&iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, i * T_BLOCK, i);
		t_ret(t_user_submit(&user, i), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, i, i, T_BLOCK);
		t_filled(buffer, T_BLOCK, 700 + i);
	}
	return T_PASS;
}
