// SPDX-License-Identifier: GPL-2.0-only
/* Polled IO is completed by polling: it adds no interrupt of the device's IO queues. */
#include "t.h"

#define COUNT 64

int main(void)
{
	int fd = t_open_polled(T_NVME);
	char *buffer = t_alloc(T_BLOCK);
	struct io_event event;
	struct t_user user;
	unsigned long before;

	t_user_open(&user, 1, IOCTX_FLAG_IOPOLL | IOCTX_FLAG_USERIOCB);
	before = t_nvme_interrupts();
	t_device_fill(fd, 0, T_BLOCK, 700);
	t_true(t_nvme_interrupts() > before);	/* or counting would prove nothing */
	before = t_nvme_interrupts();
	for (int i = 0; i < COUNT; i++) {
		t_prep(&user.iocbs[0], user.flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
		t_ret(t_user_submit(&user, 0), 1);
		t_user_wait(&user, &event, 1);
		t_event(&event, 0, i, T_BLOCK);
	}
	t_eq(t_nvme_interrupts() - before, 0);
	t_filled(buffer, T_BLOCK, 700);
	return T_PASS;
}
