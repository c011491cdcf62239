// SPDX-License-Identifier: GPL-2.0-only
/* A file without direct IO takes fixed buffers of any length at any byte. */
#include "t.h"

#define FIXED IOCTX_FLAG_FIXEDBUFS
#define BYTES 4999

static void transfer(struct t_path *path, int opcode, int fd, uint64_t obj)
{
	struct io_event event;

	t_path_queue(path, opcode, fd, BYTES, 3, 1);
	t_ret(t_path_submit(path), 1);
	t_path_wait(path, &event, 1);
	t_event(&event, obj, 1, BYTES);
}

static void try_flags(uint32_t flags)
{
	int fd = t_open_tmpfs();
	struct t_path path;
	char *from, *to;

	t_path_open(&path, flags, 2, BYTES);	/* one behind the other, the second at an odd byte */
	from = t_path_buffer(&path, 0);
	to = t_path_buffer(&path, 1);
	for (int i = 0; i < BYTES; i++)
		from[i] = (char)(i * 7 + 1);
	transfer(&path, IOCB_CMD_PWRITE, fd, 0);
	transfer(&path, IOCB_CMD_PREAD, fd, 1);
	for (int i = 0; i < BYTES; i++) {
		t_eq(from[i], (char)(i * 7 + 1));
		t_eq(to[i], (char)(i * 7 + 1));
	}
}

int main(void)
{
	T_EACH_PATH(try_flags, FIXED | IOCTX_FLAG_USERIOCB, FIXED | IOCTX_FLAG_SCQRING);
	return T_PASS;
}
