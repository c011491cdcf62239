// SPDX-License-Identifier: GPL-2.0-only
/* io_cancel() of what is in flight, has ended or never was, by index and by address, loses no event. */
#include "t.h"

#include <poll.h>

#define DEPTH 4

static long cancel(struct t_path *path, struct iocb *name)
{
	struct io_event event;

	return aio_result(syscall(SYS_io_cancel, path->setup.ctx, name, &event));
}

static void try_flags(uint32_t flags)
{
	/* An index is out of bounds where an address is out of reach. */
	const long unknown = flags ? -EINVAL : -EFAULT;
	int fd = t_open_device(T_NVME);
	struct io_event event;
	struct t_path path;
	struct iocb *name;
	int ends[2];
	long ret;

	t_true(pipe(ends) == 0);
	t_path_open(&path, flags, DEPTH, T_BLOCK);
	name = (struct iocb *)(uintptr_t)t_path_obj(&path, 0);
	t_ret(cancel(&path, (struct iocb *)(uintptr_t)path.slots), unknown);
	t_ret(cancel(&path, (struct iocb *)UINTPTR_MAX), unknown);
	ret = cancel(&path, name);
	t_true(ret == -EINVAL || ret == -EAGAIN);
	t_path_queue(&path, IOCB_CMD_POLL, ends[0], 0, 0, 1);
	t_path_iocbs(&path)[0].aio_buf = POLLIN;
	t_ret(t_path_submit(&path), 1);
	/* The kernel's mark on an iocb that it took; it has no use for one where iocbs are mapped. */
	t_path_iocbs(&path)[0].aio_key++;
	if (!flags)
		t_ret(cancel(&path, name), -EINVAL);
	t_path_iocbs(&path)[0].aio_key--;
	t_ret(cancel(&path, name), -EINPROGRESS);
	t_path_wait(&path, &event, 1);
	t_event(&event, (uintptr_t)name, 1, 0);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, 2);
	t_ret(t_path_submit(&path), 1);
	t_true(cancel(&path, (struct iocb *)(uintptr_t)t_path_obj(&path, 1)) < 0);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 1), 2, T_BLOCK);
	t_eq(t_path_reap(&path, &event, 1), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_LIBAIO, T_PATHS_PLAIN);
	return T_PASS;
}
