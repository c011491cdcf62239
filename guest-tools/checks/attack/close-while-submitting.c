// SPDX-License-Identifier: GPL-2.0-only
/* A file closed and opened again while another thread submits: EBADF or IO on what is open, never else. */
#include "t.h"

#define DEPTH 4
#define ROUNDS 40

static int victim, again;

/* The number of the file is always one of the two, or nothing. */
static void close_and_open(uint32_t random)
{
	if (random % 2)
		close(victim);
	else
		dup2(again, victim);
}

static void try_flags(uint32_t flags)
{
	uint32_t refused = 0, done = 0;
	struct t_path path;

	again = t_path_device(flags, T_NVME);
	victim = dup(again);
	t_device_fill(again, 0, T_BLOCK, 600);
	t_path_open(&path, flags, DEPTH, T_BLOCK);
	t_attack_thread(close_and_open);
	t_path_queue(&path, IOCB_CMD_PREAD, victim, T_BLOCK, 0, 0);
	while (done < ROUNDS && refused < 100000) {
		struct io_event event;
		uint32_t slot;
		long ret = t_path_submit(&path);

		if (ret != 1) {
			t_ret(ret, -EBADF);
			refused++;
			continue;
		}
		t_path_wait(&path, &event, 1);
		t_eq(event.res, T_BLOCK);
		slot = event.data;
		t_filled(t_path_buffer(&path, slot), T_BLOCK, 600);
		done++;
		t_path_queue(&path, IOCB_CMD_PREAD, victim, T_BLOCK, 0, t_path_next(&path));
	}
	t_attack_end();
	t_true(done > 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_PLAIN, T_PATHS_POLLED);
	return T_PASS;
}
