// SPDX-License-Identifier: GPL-2.0-only
/* IO that reads into the rings or the iocbs themselves harms nobody but the application. */
#include "t.h"

#include <sys/eventfd.h>

#define DEPTH 8
#define ROUNDS 4

/* What an iocb becomes when a block of the device lands on it is anything. */
static void try_flags(uint32_t flags)
{
	int fd = t_path_device(flags, T_NVME), count_fd = eventfd(0, EFD_NONBLOCK);
	uint64_t completed = 0;
	uint32_t taken = 0;
	struct t_path path;

	t_device_fill_blocks(fd, 0, ROUNDS, 600);
	t_path_open(&path, flags, DEPTH, T_BLOCK);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		void *const targets[] = { t_path_iocbs(&path), path.setup.cq, path.setup.sq, NULL };

		for (uint32_t i = 0; i < DEPTH; i++) {
			struct iocb *iocb = &t_path_iocbs(&path)[i];
			void *target = targets[(round + i) % 4];

			/* A ring starts on its page, and iocbs of an array do. */
			if (!target || target == (void *)&path.ring.sq->iocbs)
				target = t_path_buffer(&path, i);
			t_prep(iocb, flags, IOCB_CMD_PREAD, fd, target, T_BLOCK, round * T_BLOCK, i);
			iocb->aio_flags |= IOCB_FLAG_RESFD;
			iocb->aio_resfd = count_fd;
		}
		for (uint32_t i = 0; i < DEPTH; i++) {
			struct iocb *name = (struct iocb *)(uintptr_t)i;
			long ret;

			if (flags & IOCTX_FLAG_SCQRING) {
				path.ring.sq->tail = DEPTH;
				path.ring.cq->head = 0;
				ret = io_ring_enter(path.ring.ctx, 1, 0,
						    IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS);
			} else {
				ret = io_submit(path.user.ctx, 1, &name);
			}
			t_true(ret > -4096 && ret <= 1);
			taken += ret > 0;
		}
	}
	t_true(taken > 0);
	t_ret(io_destroy(path.setup.ctx), 0);
	t_eq(read(count_fd, &completed, sizeof(completed)), sizeof(completed));
	t_true(completed <= taken);	/* an iocb that was overwritten tells no eventfd */
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, T_PATHS_PLAIN, T_PATHS_POLLED);
	return T_PASS;
}
