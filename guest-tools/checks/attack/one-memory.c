// SPDX-License-Identifier: GPL-2.0-only
/* Contexts whose rings are the same memory, and rings that are one another, harm only their application. */
#include "t.h"

#define EVENTS 8
#define BOTH (IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS)

static void enter_some(aio_context_t ctx)
{
	for (int i = 0; i < 10; i++) {
		long ret = io_ring_enter(ctx, i, 0, BOTH);

		t_true(ret > -4096 && ret < EVENTS);
	}
}

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	char *buffer = t_alloc(T_BLOCK);
	struct t_setup first, second, itself;

	t_setup_init(&first, EVENTS, flags);
	t_setup_open(&first);
	second = first;
	second.ctxp = &second.ctx;
	second.ctx = 0;
	t_ret(t_setup_call(&second), 0);
	for (uint32_t i = 0; i < EVENTS; i++)
		t_prep(&first.sq->iocbs[i], flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, i);
	for (uint32_t round = 0; round < 5; round++) {
		first.sq->tail = round + 3;
		enter_some(first.ctx);
		enter_some(second.ctx);
	}

	t_setup_init(&itself, EVENTS, flags);
	itself.cq = (void *)itself.sq;
	t_ret(t_setup_call(&itself), 0);
	for (uint32_t round = 0; round < 5; round++) {
		t_prep(&itself.sq->iocbs[round], flags, IOCB_CMD_PREAD, fd, buffer, T_BLOCK, 0, round);
		itself.sq->tail = round + 1;
		enter_some(itself.ctx);
	}
	t_ret(io_destroy(itself.ctx), 0);
	t_ret(io_destroy(first.ctx), 0);
	t_ret(io_destroy(second.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, IOCTX_FLAG_SCQRING, IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
