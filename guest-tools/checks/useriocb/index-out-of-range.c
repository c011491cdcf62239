// SPDX-License-Identifier: GPL-2.0-only
/* An index that is not below nr_events is EINVAL, a pointer to an iocb among them. */
#include "t.h"

int main(void)
{
	static const uint64_t wrong[] = {
		5, 6, 64, 1ull << 31, 1ull << 32, (1ull << 32) + 1, 1ull << 63, UINT64_MAX,
	};
	struct iocb iocb, *name;
	struct io_event event;
	struct t_user user;
	void *buffer = t_alloc(T_BLOCK);
	int fd = t_open_device(T_NVME);

	t_user_open(&user, 5, IOCTX_FLAG_USERIOCB);
	for (uint32_t i = 0; i < 5; i++)
		t_prep(&user.iocbs[i], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		name = (struct iocb *)(uintptr_t)wrong[i];
		t_ret(io_submit(user.ctx, 1, &name), -EINVAL);
	}
	iocb = user.iocbs[0];
	name = &iocb;
	t_ret(io_submit(user.ctx, 1, &name), -EINVAL);
	t_ret(t_user_submit(&user, 4), 1);
	t_user_wait(&user, &event, 1);
	t_event(&event, 4, 4, T_BLOCK);
	return T_PASS;
}
