// SPDX-License-Identifier: GPL-2.0-only
/* What becomes of one iocb, on every kind of context. */
#include "t-body.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>

#define COUNT 7

/* Submits the one iocb that is queued: it fails at once, or with its event. */
static void fails_with(struct t_path *path, uint64_t obj, int64_t error)
{
	long ret = t_path_submit(path);
	struct io_event event;

	if (ret != 1) {
		t_ret(ret, error);
		return;
	}
	t_path_wait(path, &event, 1);
	t_event(&event, obj, 11, error);
}

/* Each on a context of its own: what failed at once still stands in the ring. */
static void try_misaligned(uint32_t flags, int fd, size_t shift, size_t bytes, uint64_t offset)
{
	struct t_path path;

	t_path_open(&path, flags, 1, 2 * T_BLOCK);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, bytes, offset, 11)->aio_buf += shift;
	fails_with(&path, t_path_obj(&path, 0), -EINVAL);
}

void t_body_misaligned(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);

	try_misaligned(flags, fd, 0, 100, 0);
	try_misaligned(flags, fd, 0, T_BLOCK, 100);
	/* A fixed buffer is used from its start whatever aio_buf says. */
	if (!(flags & IOCTX_FLAG_FIXEDBUFS))
		try_misaligned(flags, fd, 1, T_BLOCK, 0);
}

/* What a plain context says: EFAULT, but EIO from block devices before Linux 5.13. */
static int64_t bad_buffer_error(int fd)
{
	struct io_event event = { .res = 0 };
	struct t_path path;
	long ret;

	t_path_open(&path, T_PATHS_LIBAIO, 1, T_BLOCK);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, 11)->aio_buf =
		(uintptr_t)t_alloc_none(T_BLOCK);
	ret = t_path_submit(&path);
	if (ret == 1) {
		t_path_wait(&path, &event, 1);
		ret = event.res;
	}
	t_true(ret == -EFAULT || ret == -EIO);
	return ret;
}

void t_body_bad_buffer(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;

	t_path_open(&path, flags, 4, T_BLOCK);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, 11)->aio_buf =
		(uintptr_t)t_alloc_none(T_BLOCK);
	fails_with(&path, t_path_obj(&path, 0), bad_buffer_error(fd));
}

void t_body_rewritten_later(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct io_event events[COUNT];
	struct t_path path;

	t_device_fill_blocks(fd, 0, COUNT, 500);
	t_path_open(&path, flags, COUNT, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, 60 + i);
	t_ret(t_path_submit(&path), COUNT);
	memset(t_path_iocbs(&path), 0xff, path.slots * sizeof(struct iocb));
	t_path_wait(&path, events, COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		t_event(&events[i], t_path_obj(&path, events[i].data - 60), events[i].data, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_filled(t_path_buffer(&path, i), T_BLOCK, 500 + i);
}

void t_body_eventfd(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME), eventfd_fd = eventfd(0, EFD_NONBLOCK);
	struct io_event events[COUNT];
	struct t_path path;
	uint64_t count = 0;

	t_path_open(&path, flags, COUNT, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++) {
		struct iocb *iocb = t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, i);

		iocb->aio_flags |= IOCB_FLAG_RESFD;
		iocb->aio_resfd = eventfd_fd;
	}
	t_ret(t_path_submit(&path), COUNT);
	t_path_wait(&path, events, COUNT);
	/* The event is in the ring before the eventfd is told. */
	for (uint64_t total = 0; total < COUNT; total += count) {
		struct pollfd ready = { .fd = eventfd_fd, .events = POLLIN };

		t_eq(poll(&ready, 1, T_WAIT_MS), 1);
		t_eq(read(eventfd_fd, &count, sizeof(count)), sizeof(count));
		t_true(total + count <= COUNT);
	}
	t_eq(read(eventfd_fd, &count, sizeof(count)), -1);
}

/* The iocb of an opcode that has no buffer. */
static struct iocb *queue_opcode(struct t_path *path, int opcode, int fd, uint64_t argument)
{
	struct iocb *iocb = t_path_queue(path, opcode, fd, 0, 0, 9);

	iocb->aio_buf = argument;
	iocb->aio_flags = 0;
	return iocb;
}

void t_body_fsync(uint32_t flags)
{
	static const int opcodes[] = { IOCB_CMD_FSYNC, IOCB_CMD_FDSYNC, IOCB_CMD_FSYNC };
	int fd = t_open_device(T_NVME), file = t_open_tmpfs();
	struct io_event event;
	struct t_path path;

	t_path_open(&path, flags, 2, T_BLOCK);
	for (uint32_t i = 0; i < 3; i++) {
		uint64_t obj = t_path_obj(&path, t_path_next(&path));

		queue_opcode(&path, opcodes[i], i < 2 ? fd : file, 0);
		t_ret(t_path_submit(&path), 1);
		t_path_wait(&path, &event, 1);
		t_event(&event, obj, 9, 0);
	}
}

void t_body_poll(uint32_t flags)
{
	struct io_event event;
	struct t_path path;
	int ends[2];

	t_true(pipe(ends) == 0);
	t_path_open(&path, flags, 2, T_BLOCK);
	queue_opcode(&path, IOCB_CMD_POLL, ends[0], POLLIN | POLLRDNORM);
	t_ret(t_path_submit(&path), 1);
	t_sleep_ms(10);
	t_eq(t_path_reap(&path, &event, 1), 0);
	t_eq(write(ends[1], "x", 1), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 0), 9, POLLIN | POLLRDNORM);
}

void t_body_no_fsync_no_poll(uint32_t flags)
{
	static const int opcodes[] = { IOCB_CMD_FSYNC, IOCB_CMD_FDSYNC, IOCB_CMD_POLL };
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;
	struct iocb *iocb;

	t_path_open(&path, flags, 2, T_BLOCK);
	iocb = queue_opcode(&path, IOCB_CMD_FSYNC, fd, 0);
	for (int i = 0; i < 3; i++) {
		iocb->aio_lio_opcode = opcodes[i];
		iocb->aio_buf = opcodes[i] == IOCB_CMD_POLL ? POLLIN : 0;
		iocb->aio_flags = 0;
		t_ret(t_path_submit(&path), -EINVAL);
		iocb->aio_flags = IOCB_FLAG_HIPRI;
		t_ret(t_path_submit(&path), -EINVAL);
	}
}
