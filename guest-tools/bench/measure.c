// SPDX-License-Identifier: GPL-2.0-only
/*
 * The measured part, as one thread does it: keeps --qd IOs in flight on one device
 * through one engine. What is counted between marks lies here and in the engines.
 */
#include "bench.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

void bench_done(struct bench *bench, unsigned int slot, int64_t result)
{
	if (result != (int64_t)bench->params.bs) {
		const char *what = bench->writes ? "write" : "read";

		if (result == -EOPNOTSUPP)
			bench_fail("a %s failed with EOPNOTSUPP: %s cannot poll", what, bench->path);
		if (result < 0)
			bench_fail("a %s at %llu failed: %s", what,
				   (unsigned long long)bench->slots[slot].offset, strerror(-(int)result));
		bench_fail("a %s at %llu was short: %lld bytes", what,
			   (unsigned long long)bench->slots[slot].offset, (long long)result);
	}
	bench->done[bench->done_count++] = slot;
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void prepare_slots(struct bench *bench)
{
	uint64_t qd = bench->params.qd, bs = bench->params.bs;
	uint64_t stride = (bs + 4095) / 4096 * 4096;
	char *buffers;

	buffers = mmap(NULL, qd * stride, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	bench->slots = bench_alloc(qd, sizeof(*bench->slots));
	bench->done = bench_alloc(qd, sizeof(*bench->done));
	if (buffers == MAP_FAILED)
		bench_fail("no memory for %llu buffers", (unsigned long long)qd);
	for (uint64_t i = 0; i < qd; i++) {
		bench->slots[i].buffer = buffers + i * stride;
		memset(bench->slots[i].buffer, (int)i + 1, bs);
	}
}

/* Where the next IO goes. */
struct walk {
	uint64_t blocks;
	uint64_t block_bytes;
	uint64_t random;		/* xorshift64* state; 0: sequential */
	uint64_t next;
};

static uint64_t walk_next(struct walk *walk)
{
	if (walk->random) {
		walk->random ^= walk->random >> 12;
		walk->random ^= walk->random << 25;
		walk->random ^= walk->random >> 27;
		walk->next = (unsigned __int128)(walk->random * 0x2545f4914f6cdd1dull) *
			     walk->blocks >> 64;
		return walk->next * walk->block_bytes;
	}
	if (walk->next == walk->blocks)
		walk->next = 0;
	return walk->next++ * walk->block_bytes;
}

/* Every thread takes another way; that of the first depends on the seed alone. */
static void walk_start(struct walk *walk, const struct bench *bench, uint64_t blocks)
{
	const char *rw = bench->params.rw;

	walk->blocks = blocks;
	walk->block_bytes = bench->params.bs;
	if (!strcmp(rw, "randread") || !strcmp(rw, "randwrite"))
		walk->random = (bench->params.seed * 2 + 1) ^
			       (bench->thread * 0x9e3779b97f4a7c15ull << 1);
	else
		walk->next = blocks * bench->thread / bench->params.threads;
}

struct run {
	uint64_t ios;			/* to submit; 0: until deadline_ns */
	uint64_t deadline_ns;
	uint64_t completed;
	uint64_t elapsed_ns;
	struct histogram *latency;	/* NULL: the clock is read at start and end only */
};

/* Starts with nothing in flight and ends with nothing in flight; adds to what *run has. */
static void run_ios(struct bench *bench, struct walk *walk, struct run *run)
{
	const struct engine *engine = bench->engine;
	unsigned int qd = bench->params.qd, batch = bench->params.batch;
	unsigned int free_slots[QD_MAX], free_count = qd;
	uint64_t started = now_ns(), now = started, submitted = 0;
	bool need_clock = run->latency || !run->ios;
	bool more = true;

	for (unsigned int i = 0; i < qd; i++)
		free_slots[i] = qd - 1 - i;
	while (more || free_count < qd) {
		unsigned int in_flight, min_complete = 0;

		for (unsigned int i = 0; more && i < batch && free_count > 0; i++) {
			unsigned int slot = free_slots[--free_count];

			bench->slots[slot].offset = walk_next(walk);
			bench->slots[slot].started_ns = now;
			engine->queue(bench, slot);
			submitted++;
			if (run->ios && submitted == run->ios)
				more = false;
		}
		in_flight = qd - free_count;
		if (!more || free_count < batch)
			min_complete = in_flight < batch ? in_flight : batch;
		engine->commit(bench, min_complete);
		if (need_clock)
			now = now_ns();
		if (!run->ios && now >= run->deadline_ns)
			more = false;
		for (unsigned int i = 0; i < bench->done_count; i++) {
			unsigned int slot = bench->done[i];

			if (run->latency)
				histogram_add(run->latency, now - bench->slots[slot].started_ns);
			free_slots[free_count++] = slot;
		}
		run->completed += bench->done_count;
		bench->done_count = 0;
	}
	run->elapsed_ns += now_ns() - started;
}

/*
 * The coarse clock moves when the kernel's tick has come. A round that begins then
 * and is over before the next tick has none of its instructions in it.
 */
static void wait_for_tick(void)
{
	struct timespec before, now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &before);
	do
		clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	while (now.tv_nsec == before.tv_nsec);
}

/*
 * The warm-up runs to its last completion before the measured part starts, and
 * nothing but the measured part lies between the marks.
 */
void bench_measure(struct bench *bench, void (*ready)(void), struct measured *measured)
{
	struct run warmup = { .ios = bench->params.warmup_ios };
	struct run run = { .ios = bench->params.ios };
	struct walk walk = { 0 };

	walk_start(&walk, bench, device_open(bench));
	prepare_slots(bench);
	bench->engine->open(bench);
	/* After the engine: a kernel without it is skipped, whatever its devices have. */
	if (bench->engine->polled)
		device_need_poll_queue(bench);
	if (warmup.ios)
		run_ios(bench, &walk, &warmup);
	histogram_clear(&measured->latency);
	if (bench->params.latency)
		run.latency = &measured->latency;
	bench->syscalls = 0;
	ready();
	measured->started_ns = now_ns();
	run.deadline_ns = measured->started_ns + bench->params.ms * 1000000;
	for (uint64_t left = bench->params.rounds; left > 0; left--) {
		if (bench->params.mark) {
			wait_for_tick();
			mark_set(bench->params.mark);
		}
		run_ios(bench, &walk, &run);
		if (bench->params.mark)
			mark_set(left > 1 ? MARK_PAUSE : MARK_END);
	}
	measured->ended_ns = now_ns();
	measured->elapsed_ns = run.elapsed_ns;
	measured->ios = run.completed;
	measured->syscalls = bench->syscalls;
}
