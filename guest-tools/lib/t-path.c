// SPDX-License-Identifier: GPL-2.0-only
/*
 * One way to do IO, whichever it is: io_submit() with iocbs by address or by
 * index, or rings; polled or not; each with a buffer for every iocb, fixed or
 * not. What holds for all of them is checked by one program.
 */
#include "t.h"

#include <stdlib.h>

const char *t_path_name(uint32_t flags)
{
	static const char *const names[] = {
		"libaio", "user-iocb", "libaio-polled", "user-iocb-polled", "libaio-fixed",
		"user-iocb-fixed", "libaio-polled-fixed", "user-iocb-polled-fixed", "ring", "ring",
		"ring-polled", "ring-polled", "ring-fixed", "ring-fixed", "ring-polled-fixed",
		"ring-polled-fixed",
	};

	return names[flags & 15];
}

int t_path_device(uint32_t flags, const char *path)
{
	return flags & IOCTX_FLAG_IOPOLL ? t_open_polled(path) : t_open_device(path);
}

void t_path_init(struct t_path *path, uint32_t flags, uint32_t depth, size_t buffer_bytes)
{
	memset(path, 0, sizeof(*path));
	path->flags = flags;
	path->slots = flags & IOCTX_FLAG_SCQRING ? depth + 1 : depth;
	t_setup_init_sized(&path->setup, path->slots, flags, buffer_bytes);
	if (!path->setup.buffers) {
		path->setup.buffers = t_alloc(path->slots * buffer_bytes);
		path->setup.buffer_bytes = buffer_bytes;
	}
}

static void *shared_copy(const void *memory, size_t bytes)
{
	return memory ? memcpy(t_map(bytes, MAP_SHARED, -1), memory, bytes) : NULL;
}

void t_path_share(struct t_path *path)
{
	struct t_setup *setup = &path->setup;
	char *buffers = shared_copy(setup->buffers, path->slots * setup->buffer_bytes);

	setup->sq = shared_copy(setup->sq, aio_ring_sq_bytes(path->slots));
	setup->cq = shared_copy(setup->cq, aio_ring_cq_bytes(path->slots));
	if (setup->sq)
		setup->iocbs = path->flags & IOCTX_FLAG_FIXEDBUFS ? setup->sq->iocbs : NULL;
	else
		setup->iocbs = shared_copy(setup->iocbs, path->slots * sizeof(struct iocb));
	for (uint32_t i = 0; i < path->slots && path->flags & IOCTX_FLAG_FIXEDBUFS; i++)
		setup->iocbs[i].aio_buf += buffers - setup->buffers;
	setup->buffers = buffers;
}

void t_path_start(struct t_path *path)
{
	struct t_setup *setup = &path->setup;

	t_setup_open(setup);
	if (path->flags & IOCTX_FLAG_SCQRING) {
		path->ring = (struct aio_ring){
			.ctx = setup->ctx, .sq = setup->sq, .cq = setup->cq,
			.nr_events = path->slots, .flags = path->flags,
		};
		return;
	}
	path->user = (struct t_user){
		.ctx = setup->ctx, .nr_events = path->slots, .flags = path->flags,
		.iocbs = setup->iocbs ? setup->iocbs : t_alloc(path->slots * sizeof(struct iocb)),
	};
	path->names = t_alloc(path->slots * sizeof(*path->names));
}

void t_path_open(struct t_path *path, uint32_t flags, uint32_t depth, size_t buffer_bytes)
{
	t_path_init(path, flags, depth, buffer_bytes);
	t_path_start(path);
}

struct iocb *t_path_iocbs(struct t_path *path)
{
	return path->flags & IOCTX_FLAG_SCQRING ? path->ring.sq->iocbs : path->user.iocbs;
}

void t_path_close(struct t_path *path)
{
	t_ret(io_destroy(path->setup.ctx), 0);
	if (path->names)
		t_free(path->names, path->slots * sizeof(*path->names));
	t_setup_free(&path->setup);
}

void *t_path_buffer(struct t_path *path, uint32_t slot)
{
	return path->setup.buffers + slot * path->setup.buffer_bytes;
}

uint64_t t_path_obj(struct t_path *path, uint32_t slot)
{
	if (path->flags & IOCTX_FLAG_SCQRING)
		return slot;
	return (uintptr_t)t_user_name(&path->user, slot);
}

uint32_t t_path_next(struct t_path *path)
{
	return path->flags & IOCTX_FLAG_SCQRING ? path->ring.sq_next : path->next;
}

struct iocb *t_path_queue(struct t_path *path, int opcode, int fd, size_t bytes, uint64_t offset,
			  uint64_t data)
{
	uint32_t slot = t_path_next(path);
	struct iocb *iocb;

	if (path->flags & IOCTX_FLAG_SCQRING)
		return t_ring_queue(&path->ring, opcode, fd, t_path_buffer(path, slot), bytes, offset,
				    data);
	if (path->queued == path->slots)
		t_fail("all %u iocbs are queued", path->slots);
	iocb = &path->user.iocbs[slot];
	t_prep(iocb, path->flags, opcode, fd, t_path_buffer(path, slot), bytes, offset, data);
	path->names[path->queued++] = t_user_name(&path->user, slot);
	path->next = slot + 1 == path->slots ? 0 : slot + 1;
	return iocb;
}

long t_path_submit(struct t_path *path)
{
	uint32_t queued = path->queued;
	long ret;

	if (path->flags & IOCTX_FLAG_SCQRING)
		return t_ring_submit(&path->ring, path->slots);
	ret = io_submit(path->user.ctx, queued, path->names);
	if (ret > 0) {
		path->queued -= ret;
		memmove(path->names, path->names + ret, path->queued * sizeof(*path->names));
	}
	return ret;
}

void t_path_wait(struct t_path *path, struct io_event *events, unsigned int count)
{
	if (path->flags & IOCTX_FLAG_SCQRING)
		t_ring_wait(&path->ring, events, count);
	else
		t_user_wait(&path->user, events, count);
}

unsigned int t_path_reap(struct t_path *path, struct io_event *events, unsigned int max)
{
	struct timespec now = { 0, 0 };
	long ret;

	if (path->flags & IOCTX_FLAG_SCQRING) {
		if (path->flags & IOCTX_FLAG_IOPOLL)
			t_ret(io_ring_enter(path->ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
		return aio_ring_reap(&path->ring, events, max);
	}
	ret = io_getevents(path->user.ctx, 0, max, events, &now);
	if (ret < 0)
		t_fail("io_getevents: %ld (%s)", ret, t_errno_name((int)-ret));
	return ret;
}

void t_each_path(const uint32_t *flags, size_t count, void (*body)(uint32_t flags))
{
	for (size_t i = 0; i < count; i++) {
		t_doing = t_path_name(flags[i]);
		body(flags[i]);
	}
	t_doing = NULL;
}
