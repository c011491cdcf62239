// SPDX-License-Identifier: GPL-2.0-only
/* exit, exec, fork and SIGKILL while threads submit and wait: the process ends in time, IO works on. */
#include "t.h"

#include <signal.h>
#include <sys/wait.h>

#define DEPTH 8
#define TIMES 3
#define BOTH (IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS)

static struct t_path path;
static uint32_t flags_tried;
static unsigned int entered;
static int fd;

static void *use(void *argument)
{
	const long wanted = (uintptr_t)argument;	/* one of the two never waits */
	struct iocb *name = NULL;
	struct io_event event;

	for (;; __atomic_fetch_add(&entered, 1, __ATOMIC_SEQ_CST)) {
		if (path.flags & IOCTX_FLAG_SCQRING) {
			path.ring.cq->head = path.ring.cq->tail;
			path.ring.sq->tail = path.ring.sq->head ? 0 : DEPTH;
			io_ring_enter(path.ring.ctx, DEPTH, wanted, BOTH);
		} else {
			io_submit(path.user.ctx, 1, &name);
			io_getevents(path.user.ctx, wanted, 1, &event, NULL);
		}
	}
	return NULL;
}

static void start_threads(void)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);

	t_path_open(&path, flags_tried, DEPTH, T_BLOCK);
	for (uint32_t i = 0; i < path.slots; i++)
		t_prep(&t_path_iocbs(&path)[i], path.flags, IOCB_CMD_PREAD, fd,
		       t_path_buffer(&path, i), T_BLOCK, 0, i);
	for (uintptr_t i = 0; i < 2; i++)
		t_thread(use, (void *)i);
	while (__atomic_load_n(&entered, __ATOMIC_SEQ_CST) < TIMES)
		if (t_expired(deadline))
			t_fail("%u of %d times did a thread come back", entered, TIMES);
}

static int exit_in_use(void)
{
	start_threads();
	return T_PASS;
}

static int exec_in_use(void)
{
	start_threads();
	execl("/proc/self/exe", "end-in-use", "new image", NULL);
	t_fail("/proc/self/exe: %s", strerror(errno));
}

static int fork_in_use(void)
{
	start_threads();
	for (int i = 0; i < 2; i++) {
		pid_t child = fork();

		t_true(child >= 0);
		if (child == 0)
			_exit(io_destroy(path.setup.ctx) == -EINVAL ? T_PASS : T_FAIL);
		t_eq(t_wait_child(child), 0);
	}
	return T_PASS;
}

static void try_flags(uint32_t flags)
{
	flags_tried = flags;
	fd = t_path_device(flags, T_NVME);
	t_in_child(exit_in_use);
	t_in_child(exec_in_use);
	t_in_child(fork_in_use);
	t_in_killed_child(exit_in_use);
	t_device_fill(fd, 0, T_BLOCK, 600 + flags);
	t_device_filled(fd, 0, T_BLOCK, 600 + flags);
}

int main(int argc, char *argv[])
{
	(void)argv;
	if (argc > 1) {
		t_eq(t_status_value("VmPin"), 0);
		return T_PASS;
	}
	T_EACH_PATH(try_flags, T_PATHS_PLAIN, T_PATHS_POLLED);
	return T_PASS;
}
