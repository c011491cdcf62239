// SPDX-License-Identifier: GPL-2.0-only
/* A buffer that is not there makes the IO fail with EFAULT, as an event or at once. */
#include "t.h"

int main(void)
{
	struct io_event event;
	struct t_user user;
	void *none = t_alloc_none(T_BLOCK);
	int fd = t_open_device(T_NVME);
	long ret;

	t_user_open(&user, 4, IOCTX_FLAG_USERIOCB);
	t_prep(&user.iocbs[2], user.flags, IOCB_CMD_PREAD, fd, none, T_BLOCK, 0, 11);
	ret = t_user_submit(&user, 2);
	if (ret != 1) {
		t_ret(ret, -EFAULT);
		return T_PASS;
	}
	t_user_wait(&user, &event, 1);
	t_event(&event, 2, 11, -EFAULT);
	return T_PASS;
}
