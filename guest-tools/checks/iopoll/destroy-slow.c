// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() of a polled context waits also for IO that no poll finds, until its interrupt comes. */
#include "t-kind.h"

#define BYTES (2u << 20)	/* more than one request takes, and then it is not polled for */
#define TAKES_MS 100

static const char *device;

static void try_flags(uint32_t flags)
{
	const long before = t_pins();
	int fd = t_path_device(flags, device);
	struct t_path path;
	uint64_t start;

	t_path_open(&path, flags, 1, BYTES);
	memset(t_path_buffer(&path, 0), 0x5a, BYTES);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, BYTES, 0, 1);
	start = t_now_ns();
	t_ret(t_path_submit(&path), 1);
	t_ret(io_destroy(path.setup.ctx), 0);
	t_true(t_now_ns() - start >= TAKES_MS * 1000000ull);
	t_eq(t_pins(), before);
	t_eq(t_status_value("VmPin"), 0);
	for (unsigned int i = 0; i < BYTES; i++)
		t_eq(((char *)t_path_buffer(&path, 0))[i], 0);
	close(fd);
}

static int destroy(void)
{
	T_EACH_PATH(try_flags, IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL,
		    IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL | IOCTX_FLAG_FIXEDBUFS);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL | IOCTX_FLAG_FIXEDBUFS);
	device = t_slow_device(4, TAKES_MS);
	verdict = t_child_verdict(destroy);
	t_memory_device_end();
	return verdict;
}
