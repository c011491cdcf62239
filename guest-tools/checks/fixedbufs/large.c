// SPDX-License-Identifier: GPL-2.0-only
/* Buffers of 4 MiB are transferred whole, in one request. */
#include "t.h"

#define BYTES (4u << 20)
#define SAMPLED 61	/* blocks between those with a pattern: each costs time */

static void transfer(struct t_path *path, int opcode, int fd, uint64_t offset)
{
	uint64_t obj = t_path_obj(path, t_path_next(path));
	struct io_event event;

	t_path_queue(path, opcode, fd, BYTES, offset, 1);
	t_ret(t_path_submit(path), 1);
	t_path_wait(path, &event, 1);
	t_event(&event, obj, 1, BYTES);
}

static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;

	t_path_open(&path, flags, 2, BYTES);
	for (size_t at = 0; at < BYTES; at += SAMPLED * T_BLOCK)
		t_fill((char *)t_path_buffer(&path, 0) + at, T_BLOCK, 1 + at);
	t_fill((char *)t_path_buffer(&path, 0) + BYTES - T_BLOCK, T_BLOCK, flags);
	transfer(&path, IOCB_CMD_PWRITE, fd, BYTES);
	t_device_filled(fd, 2 * BYTES - T_BLOCK, T_BLOCK, flags);
	transfer(&path, IOCB_CMD_PREAD, fd, BYTES);
	for (size_t at = 0; at < BYTES; at += SAMPLED * T_BLOCK)
		t_filled((char *)t_path_buffer(&path, 1) + at, T_BLOCK, 1 + at);
	t_filled((char *)t_path_buffer(&path, 1) + BYTES - T_BLOCK, T_BLOCK, flags);
}

int main(void)
{
	T_EACH_PATH(try_flags, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_USERIOCB,
		    IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
