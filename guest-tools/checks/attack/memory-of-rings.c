// SPDX-License-Identifier: GPL-2.0-only
/* Rings in files' pages are EFAULT; in shared memory, huge pages and private copies of a file they work. */
#include "t.h"

#include <fcntl.h>

#define DEPTH 7
#define RING_BYTES T_BLOCK	/* either ring of DEPTH + 1 fits */

static void works(char *memory)
{
	int fd = t_open_device(T_NVME);
	struct io_event events[DEPTH];
	struct t_path path;

	t_path_init(&path, IOCTX_FLAG_SCQRING, DEPTH, T_BLOCK);
	path.setup.sq = (void *)memory;
	path.setup.cq = (void *)(memory + RING_BYTES);
	t_path_start(&path);
	t_device_fill_blocks(fd, 0, DEPTH, 600);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_path_queue(&path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, i);
	t_ret(t_path_submit(&path), DEPTH);
	t_path_wait(&path, events, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++) {
		t_event(&events[i], events[i].data, events[i].data, T_BLOCK);
		t_filled(t_path_buffer(&path, i), T_BLOCK, 600 + i);
	}
	t_ret(io_destroy(path.setup.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
}

static void refused(uint32_t flags, void *first, void *second)
{
	struct t_setup setup;

	t_setup_init(&setup, DEPTH + 1, flags);
	if (flags & IOCTX_FLAG_SCQRING) {
		setup.sq = first;
		setup.cq = second;
	} else {
		setup.iocbs = first;
	}
	t_ret(t_setup_call(&setup), -EFAULT);
	t_eq(setup.ctx, 0);
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	int device = open(T_NULL, O_RDWR);
	char *file_pages = t_map(2 * RING_BYTES, MAP_SHARED, device);
	char *fine = t_alloc(2 * RING_BYTES);
	char *huge;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	refused(IOCTX_FLAG_SCQRING, file_pages, fine);
	refused(IOCTX_FLAG_SCQRING, fine, file_pages);
	refused(IOCTX_FLAG_USERIOCB, file_pages, NULL);
	works(t_map(2 * RING_BYTES, MAP_PRIVATE, device));
	works(t_map(2 * RING_BYTES, MAP_SHARED, -1));
	huge = t_map_huge(1);
	works(huge);
	works(huge + T_HUGE_BYTES - 2 * RING_BYTES);
	return T_PASS;
}
