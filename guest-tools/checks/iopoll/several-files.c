// SPDX-License-Identifier: GPL-2.0-only
/* Requests of several files that are found complete together: each event is there, each file is let go. */
#include "t.h"

#include <sys/file.h>

#define COUNT 8

static void try_flags(uint32_t flags)
{
	int fds[] = { t_path_device(flags, T_NVME), t_path_device(flags, T_NVME) }, fd;
	struct io_event events[COUNT];
	bool seen[COUNT] = { false };
	struct t_path path;
	unsigned int got;

	t_device_fill_blocks(fds[0], 0, COUNT, 700 + flags);
	/* Such a lock goes with the last reference to its file. */
	t_true(flock(fds[0], LOCK_SH) == 0 && flock(fds[1], LOCK_SH) == 0);
	t_path_open(&path, flags, COUNT, T_BLOCK);
	for (uint32_t i = 0; i < COUNT; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fds[i / 2 % 2], T_BLOCK, i * T_BLOCK, i);
	t_ret(t_path_submit(&path), COUNT);
	close(fds[0]);
	close(fds[1]);
	t_sleep_ms(10);		/* so that the first poll finds many */
	got = t_path_reap(&path, events, COUNT);
	t_path_wait(&path, events + got, COUNT - got);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t number = events[i].data;

		t_true(number < COUNT && !seen[number]);
		seen[number] = true;
		t_event(&events[i], t_path_obj(&path, number), number, T_BLOCK);
		t_filled(t_path_buffer(&path, number), T_BLOCK, 700 + flags + number);
	}
	t_eq(t_path_reap(&path, events, COUNT), 0);
	fd = t_open_device(T_NVME);
	t_true(flock(fd, LOCK_EX | LOCK_NB) == 0);
	close(fd);
	t_path_close(&path);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_POLLED);
	return T_PASS;
}
