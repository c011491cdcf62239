// SPDX-License-Identifier: GPL-2.0-only
/* Rings moved, made read-only, dropped or replaced in the application lose nothing for the kernel. */
#include "t.h"

#define DEPTH 15

static int fd;

/* The events, seen where the ring is now. */
static void see_events(const struct aio_io_event_ring *cq)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);

	while (aio_load_acquire(&cq->tail) != DEPTH)
		if (t_expired(deadline))
			t_fail("the tail is %u, not %d", cq->tail, DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_event(&cq->events[i], cq->events[i].data, cq->events[i].data, T_BLOCK);
}

static void submit_reads(struct t_path *path)
{
	memset(path->setup.buffers, 0, DEPTH * T_BLOCK);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_path_queue(path, IOCB_CMD_PREAD, fd, T_BLOCK, i * T_BLOCK, i);
	aio_ring_publish(&path->ring);
}

static void read_right(struct t_path *path)
{
	t_ret(io_ring_enter(path->ring.ctx, DEPTH, DEPTH, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS),
	      DEPTH);
	for (uint32_t i = 0; i < DEPTH; i++)
		t_filled(t_path_buffer(path, i), T_BLOCK, 600 + i);
}

static void moved(struct t_path *path)
{
	struct aio_io_event_ring *cq = path->setup.cq;

	cq = mremap(cq, T_BLOCK, T_BLOCK, MREMAP_MAYMOVE | MREMAP_FIXED, t_alloc_none(T_BLOCK));
	t_true(cq != MAP_FAILED);
	t_true(mremap(path->setup.sq, T_BLOCK, T_BLOCK, MREMAP_MAYMOVE | MREMAP_FIXED,
		      t_alloc_none(T_BLOCK)) != MAP_FAILED);
	read_right(path);
	see_events(cq);
}

static void read_only(struct t_path *path)
{
	t_true(mprotect(path->setup.sq, T_BLOCK, PROT_READ) == 0);
	t_true(mprotect(path->setup.cq, T_BLOCK, PROT_READ) == 0);
	read_right(path);
	see_events(path->setup.cq);
	t_eq(path->setup.sq->head, DEPTH);
}

/* The application gets zeroes in their place, the kernel keeps what it has. */
static void dropped(struct t_path *path)
{
	t_true(madvise(path->setup.sq, T_BLOCK, MADV_DONTNEED) == 0);
	t_true(madvise(path->setup.cq, T_BLOCK, MADV_DONTNEED) == 0);
	read_right(path);
	t_eq(path->setup.cq->tail, 0);
	t_eq(path->setup.sq->head, 0);
}

static void replaced(struct t_path *path)
{
	t_true(mmap(path->setup.cq, T_BLOCK, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == path->setup.cq);
	memset(path->setup.cq, 0xff, T_BLOCK);
	read_right(path);
	for (size_t i = 0; i < T_BLOCK; i++)
		t_eq(((unsigned char *)path->setup.cq)[i], 0xff);
}

static void try_all(uint32_t flags)
{
	void (*const changes[])(struct t_path *path) = { moved, read_only, dropped, replaced };
	struct t_path paths[4];

	fd = t_path_device(flags, T_NVME);
	for (int i = 0; i < 4; i++) {
		t_path_open(&paths[i], flags, DEPTH, T_BLOCK);
		submit_reads(&paths[i]);
		changes[i](&paths[i]);
	}
	for (int i = 0; i < 4; i++)
		t_ret(io_destroy(paths[i].setup.ctx), 0);
	t_eq(t_status_value("VmPin"), 0);
}

int main(void)
{
	t_device_fill_blocks(t_open_device(T_NVME), 0, DEPTH, 600);
	T_EACH_PATH(try_all, IOCTX_FLAG_SCQRING, IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
