// SPDX-License-Identifier: GPL-2.0-only
/* aio_nbytes may be less than was registered, when the rest is left alone; more is EINVAL. */
#include "t.h"

#define BLOCKS 4

static void try_flags(uint32_t flags)
{
	static const uint64_t too_much[] = {
		(BLOCKS + 1) * T_BLOCK, BLOCKS * T_BLOCK + 512, 1ull << 32 | T_BLOCK, 1ull << 63,
		UINT64_MAX,
	};
	int fd = t_path_device(flags, T_NVME);
	struct io_event event;
	struct t_path path;
	struct iocb *iocb;
	char *buffer;

	t_device_fill_blocks(fd, 0, BLOCKS, 600);
	t_path_open(&path, flags, 2, BLOCKS * T_BLOCK);
	buffer = t_path_buffer(&path, 0);
	t_fill(buffer + T_BLOCK, (BLOCKS - 1) * T_BLOCK, 601);
	iocb = t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, 1);
	for (size_t i = 0; i < sizeof(too_much) / sizeof(too_much[0]); i++) {
		iocb->aio_nbytes = too_much[i];
		iocb->aio_lio_opcode = IOCB_CMD_PREAD;
		t_ret(t_path_submit(&path), -EINVAL);
		iocb->aio_lio_opcode = IOCB_CMD_PWRITE;
		t_ret(t_path_submit(&path), -EINVAL);
	}
	iocb->aio_lio_opcode = IOCB_CMD_PREAD;
	iocb->aio_nbytes = T_BLOCK;
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 0), 1, T_BLOCK);
	t_filled(buffer, T_BLOCK, 600);
	t_filled(buffer + T_BLOCK, (BLOCKS - 1) * T_BLOCK, 601);
	/* Having been less once does not make it less for ever. */
	t_path_queue(&path, IOCB_CMD_PREAD, fd, BLOCKS * T_BLOCK, 0, 2);
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 1), 2, BLOCKS * T_BLOCK);
	for (uint32_t i = 0; i < BLOCKS; i++)
		t_filled((char *)t_path_buffer(&path, 1) + i * T_BLOCK, T_BLOCK, 600 + i);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_FIXED);
	return T_PASS;
}
