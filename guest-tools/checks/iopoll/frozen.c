// SPDX-License-Identifier: GPL-2.0-only
/* A polled write to a frozen file system waits for its thaw only if nobody has to poll meanwhile; else EAGAIN. */
#include "t.h"

#include <linux/fs.h>

static bool wanted, thawed;

/* In the end also for a submitter that waits where it must not. */
static void *thaw_when_wanted(void *unused)
{
	uint64_t deadline = t_deadline(T_WAIT_MS / 2);

	(void)unused;
	while (!__atomic_load_n(&wanted, __ATOMIC_SEQ_CST) && !t_expired(deadline))
		t_sleep_ms(1);
	t_sleep_ms(30);
	__atomic_store_n(&thawed, true, __ATOMIC_SEQ_CST);
	t_thaw_xfs();
	return NULL;
}

static void write_frozen(struct t_path *path, int fd, uint32_t seed)
{
	struct io_event event;
	struct iocb *iocb;
	uint32_t slot;

	/* Who would not wait is told by an event. */
	slot = t_path_next(path);
	t_path_queue(path, IOCB_CMD_PWRITE, fd, T_BLOCK, 0, 1)->aio_rw_flags = RWF_NOWAIT;
	t_ret(t_path_submit(path), 1);
	t_path_wait(path, &event, 1);
	t_event(&event, t_path_obj(path, slot), 1, -EAGAIN);

	/* The read has to be polled for before the submitter may sleep. */
	t_path_queue(path, IOCB_CMD_PREAD, fd, T_BLOCK, T_BLOCK, 2);
	t_ret(t_path_submit(path), 1);
	slot = t_path_next(path);
	iocb = t_path_queue(path, IOCB_CMD_PWRITE, fd, T_BLOCK, 0, 3);
	t_fill((void *)(uintptr_t)iocb->aio_buf, T_BLOCK, seed);
	t_ret(t_path_submit(path), -EAGAIN);
	t_path_wait(path, &event, 1);
	t_eq(event.data, 2);
	t_eq(event.res, T_BLOCK);
	t_device_filled(fd, 0, T_BLOCK, seed - 1);

	t_true(!__atomic_load_n(&thawed, __ATOMIC_SEQ_CST));
	__atomic_store_n(&wanted, true, __ATOMIC_SEQ_CST);
	t_ret(t_path_submit(path), 1);
	t_true(__atomic_load_n(&thawed, __ATOMIC_SEQ_CST));
	t_path_wait(path, &event, 1);
	t_event(&event, t_path_obj(path, slot), 3, T_BLOCK);
	t_device_filled(fd, 0, T_BLOCK, seed);
}

static void try_flags(uint32_t flags)
{
	int fd = t_open_xfs("file");
	struct t_path path;
	pthread_t thawer;

	wanted = thawed = false;
	t_device_fill_blocks(fd, 0, 2, 900);
	t_path_open(&path, flags, 4, T_BLOCK);
	t_freeze_xfs();
	thawer = t_thread(thaw_when_wanted, NULL);
	write_frozen(&path, fd, 901);
	t_join(thawer);
	t_path_close(&path);
	/* Every write has given up its share of what a freeze waits for. */
	t_freeze_xfs();
	t_thaw_xfs();
}

static int freeze_and_thaw(void)
{
	T_EACH_PATH(try_flags, T_PATHS_POLLED);
	return T_PASS;
}

int main(void)
{
	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	t_make_xfs();
	return t_xfs_verdict(freeze_and_thaw);
}
