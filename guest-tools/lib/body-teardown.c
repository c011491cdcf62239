// SPDX-License-Identifier: GPL-2.0-only
/* Contexts of every kind that end, or lose what they work with, while IO is in flight. */
#include "t-body.h"

#include <signal.h>

#define DEPTH 31

static uint32_t body_flags;
static int body_fd;

static void submit_reads(struct t_path *path, uint32_t flags, int fd)
{
	t_path_open(path, flags, DEPTH, T_BLOCK);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_path_queue(path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, i);
	t_ret(t_path_submit(path), DEPTH);
}

static void read_right(struct t_path *path, uint32_t seed)
{
	for (uint32_t i = 0; i < DEPTH; i++)
		t_filled(t_path_buffer(path, i), T_BLOCK, seed + i);
}

static int submit_and_leave(void)
{
	struct t_path path;

	submit_reads(&path, body_flags, body_fd);
	return T_PASS;
}

static void works_on(uint32_t flags, int fd, uint32_t seed)
{
	struct io_event event;
	struct t_path path;

	t_path_open(&path, flags, 1, T_BLOCK);
	t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, 0, 3);
	t_ret(t_path_submit(&path), 1);
	t_path_wait(&path, &event, 1);
	t_event(&event, t_path_obj(&path, 0), 3, T_BLOCK);
	t_filled(t_path_buffer(&path, 0), T_BLOCK, seed);
}

void t_body_destroy_in_flight(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);

	t_device_fill_blocks(fd, 0, DEPTH, 900);
	for (int round = 0; round < 2; round++) {
		struct t_path path;
		uint64_t start;

		submit_reads(&path, flags, fd);
		start = t_now_ns();
		t_ret(io_destroy(path.setup.ctx), 0);
		t_true(t_now_ns() - start < T_WAIT_MS * 1000000ull);
		t_eq(t_status_value("VmPin"), 0);
		read_right(&path, 900);
	}
}

void t_body_exit_in_flight(uint32_t flags)
{
	body_flags = flags;
	body_fd = t_path_device(flags, T_NVME);
	t_device_fill(body_fd, 0, T_BLOCK, 1000);
	t_in_child(submit_and_leave);
	t_in_killed_child(submit_and_leave);
	works_on(flags, body_fd, 1000);
}

static int submit_and_exec(void)
{
	submit_and_leave();
	execl("/proc/self/exe", "exec-in-flight", "new image", NULL);
	t_fail("/proc/self/exe: %s", strerror(errno));
}

int t_body_exec_in_flight(int argc, uint32_t flags)
{
	if (argc > 1) {
		t_eq(t_status_value("VmPin"), 0);
		return T_PASS;
	}
	body_flags = flags;
	body_fd = t_path_device(flags, T_NVME);
	t_device_fill(body_fd, 0, T_BLOCK, 800);
	t_in_child(submit_and_exec);
	works_on(flags, body_fd, 800);
	return T_PASS;
}

void t_body_close_in_flight(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct io_event events[DEPTH];
	struct t_path path;

	t_device_fill_blocks(fd, 0, DEPTH, 1100);
	submit_reads(&path, flags, fd);
	t_true(close(fd) == 0);
	t_path_wait(&path, events, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_event(&events[i], t_path_obj(&path, events[i].data), events[i].data, T_BLOCK);
	read_right(&path, 1100);
}

void t_body_fork_in_use(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME);
	struct t_path path;
	pid_t child;

	t_device_fill_blocks(fd, 0, DEPTH, 1300);
	t_path_open(&path, flags, 3, T_BLOCK);
	child = fork();
	t_true(child >= 0);
	while (child == 0)
		pause();
	for (uint32_t i = 0; i < DEPTH; i++) {
		uint32_t slot = t_path_next(&path);
		struct io_event event;

		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, i);
		t_ret(t_path_submit(&path), 1);
		t_path_wait(&path, &event, 1);
		t_event(&event, t_path_obj(&path, slot), i, T_BLOCK);
		t_filled(t_path_buffer(&path, slot), T_BLOCK, 1300 + i);
	}
	t_true(kill(child, SIGKILL) == 0);
	t_wait_child(child);
}
