// SPDX-License-Identifier: GPL-2.0-only
/* null_blk through every kind of context: as many completions as IOs, at queue depth 32. */
#include "t.h"

#define DEPTH 32
#define ROUNDS 10

static void try_user(int fd, uint32_t flags)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	struct io_event events[DEPTH];
	struct iocb *names[DEPTH];
	struct t_user user;

	t_user_open(&user, DEPTH, flags);
	for (int round = 0; round < ROUNDS; round++) {
		for (uint32_t i = 0; i < DEPTH; i++) {
			t_prep(&user.iocbs[i], flags, i % 2 ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD, fd,
			       buffers + i * T_BLOCK, T_BLOCK, i * T_BLOCK, i);
			names[i] = t_user_name(&user, i);
		}
		t_ret(io_submit(user.ctx, DEPTH, names), DEPTH);
		t_user_wait(&user, events, DEPTH);
		for (uint32_t i = 0; i < DEPTH; i++)
			t_event(&events[i], (uintptr_t)t_user_name(&user, events[i].data),
				events[i].data, T_BLOCK);
	}
}

static void try_rings(int fd, uint32_t flags)
{
	char *buffers = t_alloc(DEPTH * T_BLOCK);
	struct io_event events[DEPTH];
	struct aio_ring ring;

	t_ring_open(&ring, DEPTH + 1, flags);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t first = ring.sq_next;

		for (uint32_t i = 0; i < DEPTH; i++)
			t_ring_queue(&ring, i % 2 ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD, fd,
				     buffers + i * T_BLOCK, T_BLOCK, i * T_BLOCK, i);
		t_ret(t_ring_submit(&ring, DEPTH), DEPTH);
		t_ring_wait(&ring, events, DEPTH);
		for (uint32_t i = 0; i < DEPTH; i++)
			t_event(&events[i], (first + events[i].data) % (DEPTH + 1),
				events[i].data, T_BLOCK);
	}
}

int main(void)
{
	int fd = t_open_polled(T_NULL);

	try_user(fd, 0);
	try_user(fd, IOCTX_FLAG_USERIOCB);
	try_user(fd, IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	try_rings(fd, 0);
	try_rings(fd, IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
