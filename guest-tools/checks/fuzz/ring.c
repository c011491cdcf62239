// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random operations on contexts of every kind, from a seed: setups, IO, ring
 * and io_submit() calls with any argument, scribbles, mappings, forks, closed
 * files, signals. A context that was not scribbled on has every event and every
 * block of data compared with a model. Operation n is decided by the seed and n
 * alone, so that --seed=S --ops=N runs the same again.
 */
#include "t.h"

#include <poll.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/time.h>

#define CONTEXTS 6
#define SLOTS_MAX 34
#define BLOCKS 64
#define SCRATCH_BYTES T_BLOCK
#define EVENTS_MAX 8
#define PROGRESS_LINES 40

enum state { EMPTY, CLEAN, SPOILT };

struct fuzzed {
	struct t_path path;
	enum state state;
	long pinned_kib;
	uint32_t taken, reaped;
	struct {
		bool busy, writes;
		uint32_t block, seed, tag;
	} slots[SLOTS_MAX];
};

static const uint32_t kinds[] = {
	T_PATHS_LIBAIO, T_PATHS_PLAIN, IOCTX_FLAG_IOPOLL, T_PATHS_POLLED, T_PATHS_FIXED,
	IOCTX_FLAG_SCQRING, IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL,
};
static struct fuzzed contexts[CONTEXTS];
static uint32_t block_seed[BLOCKS];	/* 0: unknown */
static bool block_busy[BLOCKS];
static int nvme_fd, null_fd, null_again, pipe_ends[2], event_fd;
static uint32_t block_bytes;
static char *scratch, *none;
static uint64_t state;
static uint32_t operation;

static uint32_t draw(uint32_t below)
{
	return t_random(&state) % below;
}

/* What a call may return whatever it was asked. */
static long any(long ret)
{
	t_true(ret > -4096 && ret <= 1 << 20);
	return ret;
}

static uint32_t slot_of(struct fuzzed *fuzzed, uint64_t obj)
{
	if (fuzzed->path.flags & (IOCTX_FLAG_SCQRING | IOCTX_FLAG_USERIOCB))
		return obj < fuzzed->path.slots ? obj : SLOTS_MAX;
	obj -= (uintptr_t)fuzzed->path.user.iocbs;
	return obj % sizeof(struct iocb) || obj / sizeof(struct iocb) >= fuzzed->path.slots ?
	       SLOTS_MAX : obj / sizeof(struct iocb);
}

static void take_event(struct fuzzed *fuzzed, const struct io_event *event)
{
	uint32_t slot = slot_of(fuzzed, event->obj), block;

	t_true(slot < SLOTS_MAX && fuzzed->slots[slot].busy);
	t_event(event, event->obj, fuzzed->slots[slot].tag, block_bytes);
	block = fuzzed->slots[slot].block;
	if (fuzzed->slots[slot].writes)
		block_seed[block] = fuzzed->slots[slot].seed;
	else if (block_seed[block])
		t_filled(t_path_buffer(&fuzzed->path, slot), block_bytes, block_seed[block]);
	fuzzed->slots[slot].busy = false;
	block_busy[block] = false;
	fuzzed->reaped++;
	t_true(fuzzed->reaped <= fuzzed->taken);
}

static void reap(struct fuzzed *fuzzed)
{
	struct t_path *path = &fuzzed->path;
	struct io_event events[EVENTS_MAX];
	struct timespec now = { 0, 0 };
	long got;

	if (path->flags & IOCTX_FLAG_SCQRING) {
		if (path->flags & IOCTX_FLAG_IOPOLL)
			t_ret(io_ring_enter(path->ring.ctx, 0, 0, IORING_FLAG_GETEVENTS), 0);
		got = aio_ring_reap(&path->ring, events, EVENTS_MAX);
	} else {
		got = io_getevents(path->user.ctx, 0, EVENTS_MAX, events, &now);
		t_true(got >= 0 || got == -EINTR);
	}
	for (long i = 0; i < got; i++)
		take_event(fuzzed, &events[i]);
}

static void submit(struct fuzzed *fuzzed)
{
	long ret = t_path_submit(&fuzzed->path);

	if (ret != -EAGAIN && ret != -EINTR)
		t_true(ret >= 0 && ret <= SLOTS_MAX);
	fuzzed->taken += ret > 0 ? ret : 0;
}

static void drain(struct fuzzed *fuzzed)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	bool busy;

	do {
		if (t_expired(deadline))
			t_fail("%s: %u of %u events came", t_path_name(fuzzed->path.flags),
			       fuzzed->reaped, fuzzed->taken);
		submit(fuzzed);
		reap(fuzzed);
		busy = false;
		for (uint32_t i = 0; i < fuzzed->path.slots; i++)
			busy |= fuzzed->slots[i].busy;
	} while (busy);
	t_eq(fuzzed->reaped, fuzzed->taken);
	reap(fuzzed);
}

static bool has_room(struct fuzzed *fuzzed)
{
	struct t_path *path = &fuzzed->path;
	uint32_t slot = t_path_next(path);

	if (fuzzed->slots[slot].busy)
		return false;
	if (!(path->flags & IOCTX_FLAG_SCQRING))
		return path->queued < path->slots;
	return aio_ring_after(&path->ring, slot) != aio_load_acquire(&path->ring.sq->head);
}

static void queue_one(struct fuzzed *fuzzed)
{
	uint32_t block = draw(BLOCKS), slot = t_path_next(&fuzzed->path);
	bool writes = draw(2);
	uint32_t seed = 1 + operation;

	if (block_busy[block] || !has_room(fuzzed))
		return;
	block_busy[block] = true;
	fuzzed->slots[slot].busy = true;
	fuzzed->slots[slot].writes = writes;
	fuzzed->slots[slot].block = block;
	fuzzed->slots[slot].seed = seed;
	fuzzed->slots[slot].tag = operation;
	if (writes)
		t_fill(t_path_buffer(&fuzzed->path, slot), block_bytes, seed);
	t_path_queue(&fuzzed->path, writes ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD, nvme_fd, block_bytes,
		     block * block_bytes, operation);
}

static void op_transfer(struct fuzzed *fuzzed)
{
	uint32_t count = 1 + draw(4), end = draw(8);

	if (fuzzed->state != CLEAN)
		return;
	while (count--)
		queue_one(fuzzed);
	if (end)
		submit(fuzzed);
	if (end > 3)
		reap(fuzzed);
	if (end == 7)
		drain(fuzzed);
}

static void op_setup(struct fuzzed *fuzzed)
{
	uint32_t flags = kinds[draw(sizeof(kinds) / sizeof(kinds[0]))];
	uint32_t depth = 1 + draw(SLOTS_MAX - 1);
	long before;

	if (fuzzed->state != EMPTY)
		return;
	before = t_status_value("VmPin");
	memset(fuzzed, 0, sizeof(*fuzzed));
	t_path_open(&fuzzed->path, flags, depth, block_bytes);
	fuzzed->state = CLEAN;
	fuzzed->pinned_kib = t_status_value("VmPin") - before;
}

/* Of the writes that were not reaped some may never have been taken. */
static void forget(struct fuzzed *fuzzed)
{
	for (uint32_t i = 0; i < fuzzed->path.slots; i++) {
		if (!fuzzed->slots[i].busy)
			continue;
		block_busy[fuzzed->slots[i].block] = false;
		if (fuzzed->slots[i].writes)
			block_seed[fuzzed->slots[i].block] = 0;
	}
}

static void op_destroy(struct fuzzed *fuzzed)
{
	if (fuzzed->state == EMPTY)
		return;
	t_path_close(&fuzzed->path);
	forget(fuzzed);
	fuzzed->state = EMPTY;
	fuzzed->pinned_kib = 0;
}

/* One thing is always wrong. */
static void op_bad_setup(struct fuzzed *unused)
{
	uint32_t flags = kinds[1 + draw(sizeof(kinds) / sizeof(kinds[0]) - 1)] | IOCTX_FLAG_USERIOCB;
	static const uint32_t wrong_counts[] = { 0, UINT32_MAX, 1 << 30, 4194305 };
	struct t_setup setup, good;
	void *const wrong[] = { none, (void *)0xffff800000000000, (void *)-64, (void *)8, NULL };
	void *bad = wrong[draw(5)];

	(void)unused;
	t_setup_init_sized(&setup, 1 + draw(40), flags, block_bytes);
	good = setup;
	good.ctxp = &good.ctx;
	switch (draw(6)) {
	case 0:
		setup.flags |= 1u << (4 + draw(28));
		break;
	case 1:
		setup.nr_events = wrong_counts[draw(4)];
		break;
	case 2:
		setup.ctx = 1 + draw(1000);
		break;
	case 3:
		if (setup.sq)
			setup.sq = bad;
		else
			setup.iocbs = bad;
		break;
	case 4:
		if (setup.cq)
			setup.cq = draw(2) ? bad : (void *)((char *)setup.cq + 32);
		else
			setup.iocbs = (void *)((char *)setup.iocbs + 1 + draw(7));
		break;
	default:
		if (setup.buffers)
			setup.iocbs[draw(setup.nr_events)].aio_buf = (uintptr_t)bad;
		else
			setup.flags |= IOCTX_FLAG_FIXEDBUFS;	/* of no length */
		break;
	}
	t_true(any(t_setup_call(&setup)) < 0);
	t_setup_free(&good);
}

/* Its iocbs go nowhere near the model's blocks from now on. */
static void op_spoil(struct fuzzed *fuzzed)
{
	if (fuzzed->state != CLEAN)
		return;
	drain(fuzzed);
	fuzzed->state = SPOILT;
	for (uint32_t i = 0; i < fuzzed->path.slots; i++)
		t_prep(&t_path_iocbs(&fuzzed->path)[i], fuzzed->path.flags, IOCB_CMD_PREAD, null_fd,
		       scratch, block_bytes, 0, i);
}

static void scribble_iocb(struct fuzzed *fuzzed)
{
	static const uint64_t lengths[] = { 0, 100, 512, 512, SCRATCH_BYTES, 1ull << 63 };
	const int files[] = { null_fd, null_fd, null_fd, pipe_ends[0], event_fd, -1, 9999 };
	void *const places[] = {
		scratch, scratch, none, (void *)8, (void *)0xffff800000000000, fuzzed->path.setup.cq,
		fuzzed->path.setup.sq, t_path_iocbs(&fuzzed->path),
	};
	struct iocb *iocb = &t_path_iocbs(&fuzzed->path)[draw(fuzzed->path.slots)];

	switch (draw(10)) {
	case 0:
		iocb->aio_lio_opcode = draw(10);
		break;
	case 1:
		iocb->aio_fildes = files[draw(7)];
		break;
	case 2:
		iocb->aio_nbytes = lengths[draw(6)];
		break;
	case 3:
		iocb->aio_offset = draw(3) ? draw(4096) * 512 : (uint64_t)draw(UINT32_MAX) << 32;
		break;
	case 4:
		iocb->aio_buf = (uintptr_t)places[draw(8)];
		break;
	case 5:
		iocb->aio_rw_flags = draw(4) ? 0 : draw(UINT32_MAX);
		break;
	case 6:
		iocb->aio_flags = draw(8);
		iocb->aio_resfd = event_fd;
		break;
	case 7:
		iocb->aio_reserved2 = draw(4) == 0;
		break;
	case 8:
		iocb->aio_reqprio = draw(4) ? 0 : draw(65536);
		break;
	default:
		t_prep(iocb, fuzzed->path.flags, IOCB_CMD_PREAD, null_fd, scratch, block_bytes, 0, 0);
		break;
	}
}

static void op_scribble(struct fuzzed *fuzzed)
{
	uint32_t slots = fuzzed->path.slots, *header;
	uint32_t value = draw(8) ? draw(slots ? slots : 1) : draw(UINT32_MAX);

	if (fuzzed->state != SPOILT)
		return;
	if (!(fuzzed->path.flags & IOCTX_FLAG_SCQRING) || draw(2)) {
		scribble_iocb(fuzzed);
		return;
	}
	header = draw(2) ? (void *)fuzzed->path.ring.sq : (void *)fuzzed->path.ring.cq;
	header[draw(6)] = value;
	if (draw(4) == 0) {
		fuzzed->path.ring.cq->head = fuzzed->path.ring.cq->tail;
		fuzzed->path.ring.sq->tail = draw(slots);
	}
}

static aio_context_t any_context(struct fuzzed *fuzzed)
{
	switch (draw(8)) {
	case 0:
		return t_random(&state);
	case 1:
		return (aio_context_t)(uintptr_t)(draw(2) ? scratch : none);
	default:
		return fuzzed->state == SPOILT ? fuzzed->path.setup.ctx : 0;
	}
}

static void op_enter(struct fuzzed *fuzzed)
{
	uint32_t to_submit = draw(4) ? draw(SLOTS_MAX) : draw(UINT32_MAX);
	uint32_t min_complete = draw(16) ? 0 : draw(SLOTS_MAX);
	uint32_t flags = draw(8) ? draw(4) : draw(UINT32_MAX);
	long ret;

	if (fuzzed->state != CLEAN || !(fuzzed->path.flags & IOCTX_FLAG_SCQRING)) {
		any(io_ring_enter(any_context(fuzzed), to_submit, min_complete, flags));
		return;
	}
	aio_ring_publish(&fuzzed->path.ring);
	ret = any(io_ring_enter(fuzzed->path.ring.ctx, to_submit, min_complete, flags));
	if (flags & ~3u)
		t_ret(ret, -EINVAL);
	else
		t_true(ret >= 0 || ret == -EAGAIN || ret == -EINTR);
	fuzzed->taken += ret > 0 ? ret : 0;
}

static void op_submit(struct fuzzed *fuzzed)
{
	struct iocb *names[EVENTS_MAX];
	long nr = draw(8) ? draw(EVENTS_MAX + 1) : (long)draw(2) - 1;
	struct iocb **array = draw(16) ? names : (void *)none;

	for (int i = 0; i < EVENTS_MAX; i++) {
		uint32_t slot = draw(SLOTS_MAX);

		names[i] = draw(8) ? (void *)(uintptr_t)slot : (void *)none;
		if (fuzzed->state == SPOILT && !(fuzzed->path.flags & 9) && draw(8))
			names[i] = &fuzzed->path.user.iocbs[slot % fuzzed->path.slots];
	}
	if (fuzzed->state == CLEAN && fuzzed->path.flags & IOCTX_FLAG_SCQRING)
		t_ret(io_submit(fuzzed->path.setup.ctx, nr, array), -EINVAL);
	else
		any(io_submit(any_context(fuzzed), nr, array));
}

static void op_getevents(struct fuzzed *fuzzed)
{
	struct timespec times[] = { { 0, 0 }, { 0, 100000 }, { -1, 0 }, { 0, -1 } };
	struct io_event events[EVENTS_MAX];
	long nr = draw(8) ? EVENTS_MAX : (long)draw(3) - 1;
	long min_nr = draw(8) ? 0 : (long)draw(12) - 2;
	uint32_t time = draw(4);
	struct io_event *to = draw(16) ? events : (void *)none;

	if (fuzzed->state == CLEAN && fuzzed->path.flags & IOCTX_FLAG_SCQRING)
		t_true(io_getevents(fuzzed->path.setup.ctx, min_nr, nr, to, &times[time]) == -EINVAL);
	else
		any(io_getevents(any_context(fuzzed), min_nr, nr, to, &times[time]));
}

static void op_cancel(struct fuzzed *fuzzed)
{
	struct io_event event;
	void *name = draw(2) ? (void *)(uintptr_t)draw(SLOTS_MAX + 2) : none;

	any(aio_result(syscall(SYS_io_cancel, any_context(fuzzed), name, &event)));
}

static void op_map(struct fuzzed *fuzzed)
{
	void *ring = draw(2) ? (void *)fuzzed->path.setup.sq : (void *)fuzzed->path.setup.cq;
	uint32_t how = draw(4);

	if (fuzzed->state != SPOILT || !(fuzzed->path.flags & IOCTX_FLAG_SCQRING))
		return;
	if (how == 0)
		t_true(madvise(ring, T_BLOCK, MADV_DONTNEED) == 0);
	else if (how == 1)
		t_true(mmap(ring, T_BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
			    -1, 0) == ring);
	else
		t_true(mprotect(ring, T_BLOCK, how == 2 ? PROT_READ : PROT_NONE) == 0);
	any(io_ring_enter(fuzzed->path.ring.ctx, draw(SLOTS_MAX), 0, draw(4)));
	t_true(mprotect(ring, T_BLOCK, PROT_READ | PROT_WRITE) == 0);
}

static void op_fork(struct fuzzed *unused)
{
	pid_t child = fork();

	(void)unused;
	t_true(child >= 0);
	if (child == 0) {
		for (int i = 0; i < CONTEXTS; i++) {
			aio_context_t ctx = contexts[i].path.setup.ctx;

			t_ret(io_ring_enter(ctx, 1, 0, IORING_FLAG_SUBMIT), -EINVAL);
			t_ret(io_destroy(ctx), -EINVAL);
		}
		_exit(T_PASS);
	}
	t_eq(t_wait_child(child), 0);
}

static void op_close(struct fuzzed *unused)
{
	(void)unused;
	if (draw(2))
		close(null_fd);
	else
		dup2(null_again, null_fd);
}

static void op_audit(struct fuzzed *unused)
{
	long pinned_kib = 0;

	(void)unused;
	for (int i = 0; i < CONTEXTS; i++)
		pinned_kib += contexts[i].pinned_kib;
	t_eq(t_status_value("VmPin"), pinned_kib);
}

/* io_destroy() waits for a grace period, a fork for a process: they are rare. */
static const struct {
	unsigned int weight;
	void (*run)(struct fuzzed *fuzzed);
} operations[] = {
	{ 3000, op_transfer }, { 2000, op_scribble }, { 2000, op_enter }, { 1000, op_submit },
	{ 600, op_getevents }, { 200, op_cancel }, { 200, op_map }, { 200, op_bad_setup },
	{ 200, op_setup }, { 100, op_close }, { 20, op_audit }, { 10, op_spoil }, { 5, op_destroy },
	{ 3, op_fork },
};

static void run_operation(void)
{
	unsigned int total = 0, at;

	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		total += operations[i].weight;
	at = draw(total);
	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++) {
		if (at < operations[i].weight) {
			operations[i].run(&contexts[draw(CONTEXTS)]);
			return;
		}
		at -= operations[i].weight;
	}
}

static void on_alarm(int signal)
{
	(void)signal;
}

static void open_all(void)
{
	const struct itimerval every = { { 0, 1000 }, { 0, 1000 } };	/* ends what waits for ever */
	struct sigaction action = { .sa_handler = on_alarm };

	nvme_fd = t_open_polled(T_NVME);
	block_bytes = t_block_bytes(nvme_fd);
	null_fd = t_open_polled(T_NULL);
	null_again = dup(null_fd);
	event_fd = eventfd(0, EFD_NONBLOCK);
	t_true(pipe2(pipe_ends, O_NONBLOCK) == 0);
	scratch = t_alloc(SCRATCH_BYTES);
	none = t_alloc_none(T_BLOCK);
	for (uint32_t block = 0; block < BLOCKS; block++) {
		block_seed[block] = 1;
		t_device_fill(nvme_fd, block * block_bytes, block_bytes, 1);
	}
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
}

static void end_all(void)
{
	const struct itimerval never = { { 0, 0 }, { 0, 0 } };

	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	for (int i = 0; i < CONTEXTS; i++) {
		if (contexts[i].state == CLEAN)
			drain(&contexts[i]);
		op_destroy(&contexts[i]);
	}
	t_eq(t_status_value("VmPin"), 0);
	for (uint32_t block = 0; block < BLOCKS; block++)
		if (block_seed[block])
			t_device_filled(nvme_fd, block * block_bytes, block_bytes, block_seed[block]);
}

int main(int argc, char *argv[])
{
	uint32_t seed = 1, ops = 5000;
	char doing[200];
	uint64_t start;

	for (int i = 1; i < argc; i++)
		if (sscanf(argv[i], "--seed=%u", &seed) != 1 && sscanf(argv[i], "--ops=%u", &ops) != 1)
			t_fail("%s is neither --seed=N nor --ops=N", argv[i]);
	t_say("seed %u, %u operations", seed, ops);
	t_need_setup2(IOCTX_FLAG_SCQRING | IOCTX_FLAG_FIXEDBUFS);
	open_all();
	start = t_now_ns();
	t_doing = doing;
	for (operation = 0; operation < ops; operation++) {
		state = (uint64_t)seed << 32 | operation;
		t_random(&state);
		snprintf(doing, sizeof(doing), "operation %u (kernel-test check fuzz/ring --seed %u --fuzz-ops %u)",
			 operation, seed, operation + 1);
		if (operation % (ops / PROGRESS_LINES + 1) == 0)
			t_say("operation %u after %llu ms", operation,
			      (unsigned long long)(t_now_ns() - start) / 1000000);
		run_operation();
	}
	end_all();
	t_say("%u operations in %llu ms", ops, (unsigned long long)(t_now_ns() - start) / 1000000);
	return T_PASS;
}
