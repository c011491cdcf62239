// SPDX-License-Identifier: GPL-2.0-only
/* io_setup(), io_submit() and io_getevents() are what they were, beside all that is new. */
#include "t.h"

#define COUNT 16

int main(void)
{
	char *buffers = t_alloc(COUNT * T_BLOCK);
	int fd = t_open_device(T_NVME), file = t_open_tmpfs();
	struct timespec soon = { .tv_nsec = 10000000 };
	struct iocb iocbs[COUNT], *names[COUNT];
	struct io_event events[COUNT];
	aio_context_t ctx = 0;
	unsigned int got = 0;

	t_device_fill_blocks(fd, 0, COUNT, 300);
	t_ret(io_setup(COUNT, &ctx), 0);
	for (uint32_t i = 0; i < COUNT; i++) {
		t_prep(&iocbs[i], 0, IOCB_CMD_PREAD, fd, buffers + i * T_BLOCK, T_BLOCK,
		       i * T_BLOCK, i);
		names[i] = &iocbs[i];
	}
	t_ret(io_submit(ctx, COUNT, names), COUNT);
	while (got < COUNT) {
		struct timespec limit = { .tv_sec = T_WAIT_MS / 1000 };
		long ret = io_getevents(ctx, 1, COUNT - got, events + got, &limit);

		t_true(ret > 0);
		got += ret;
	}
	for (uint32_t i = 0; i < COUNT; i++)
		t_event(&events[i], (uintptr_t)&iocbs[events[i].data], events[i].data, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(buffers + i * T_BLOCK, T_BLOCK, 300 + i);

	t_prep(&iocbs[0], 0, IOCB_CMD_FSYNC, file, NULL, 0, 0, 5);
	t_ret(io_submit(ctx, 1, names), 1);
	soon.tv_sec = T_WAIT_MS / 1000;
	t_ret(io_getevents(ctx, 1, 1, events, &soon), 1);
	t_event(&events[0], (uintptr_t)&iocbs[0], 5, 0);
	soon.tv_sec = 0;
	t_ret(io_getevents(ctx, 1, 1, events, &soon), 0);
	names[0] = NULL;
	t_ret(io_submit(ctx, 1, names), -EFAULT);
	t_ret(io_submit(ctx, -1, names), -EINVAL);
	t_ret(io_destroy(ctx), 0);
	t_ret(io_submit(ctx, 1, names), -EINVAL);
	return T_PASS;
}
