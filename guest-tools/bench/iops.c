// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measures IOs a second and their latency: keeps --qd IOs in flight on one
 * device through one engine, and prints one line with raw integers. Runs in the
 * guest and, being static, on any machine.
 */
#include "bench.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static void complain(const char *format, va_list args)
{
	vprintf(format, args);
	putchar('\n');
	fflush(stdout);
}

void bench_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	exit(1);
}

void bench_skip(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	complain(format, args);
	va_end(args);
	exit(EXIT_SKIP);
}

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

static const struct engine *find_engine(const char *name)
{
	static const struct {
		const struct engine *engines;
		size_t count;
	} families[] = {
		{ sync_engines, 2 }, { aio_engines, 3 }, { ring_engines, 3 }, { io_uring_engines, 3 },
	};

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		for (size_t j = 0; j < families[i].count; j++)
			if (!strcmp(families[i].engines[j].name, name))
				return &families[i].engines[j];
	bench_fail("unknown engine '%s'; --help lists them", name);
}

static void prepare_slots(struct bench *bench)
{
	uint64_t qd = bench->params.qd, bs = bench->params.bs;
	uint64_t stride = (bs + 4095) / 4096 * 4096;
	char *buffers;

	buffers = mmap(NULL, qd * stride, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	bench->slots = calloc(qd, sizeof(*bench->slots));
	bench->done = calloc(qd, sizeof(*bench->done));
	if (buffers == MAP_FAILED || !bench->slots || !bench->done)
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

static void print_measurement(const struct bench *bench, const struct run *run)
{
	static const struct {
		const char *key;
		unsigned int permyriad;
	} percentiles[] = { { "p50", 5000 }, { "p90", 9000 }, { "p99", 9900 }, { "p99_9", 9990 } };

	printf("measurement {");
	params_print(&bench->params);
	printf("\"path\":\"%s\",\"ios\":%llu,\"elapsed_ns\":%llu,\"syscalls\":%llu",
	       bench->path, (unsigned long long)run->completed, (unsigned long long)run->elapsed_ns,
	       (unsigned long long)bench->syscalls);
	if (run->latency) {
		printf(",\"lat_ns\":{\"min\":%llu", (unsigned long long)run->latency->min);
		for (size_t i = 0; i < sizeof(percentiles) / sizeof(percentiles[0]); i++)
			printf(",\"%s\":%llu", percentiles[i].key, (unsigned long long)
			       histogram_value(run->latency, percentiles[i].permyriad));
		printf(",\"max\":%llu}", (unsigned long long)run->latency->max);
	}
	printf("}\n");
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
static void measure(struct bench *bench, struct walk *walk, struct run *run)
{
	struct run warmup = { .ios = bench->params.warmup_ios };
	static struct histogram latency;

	if (warmup.ios)
		run_ios(bench, walk, &warmup);
	histogram_clear(&latency);
	run->latency = bench->params.latency ? &latency : NULL;
	run->ios = bench->params.ios;
	run->deadline_ns = now_ns() + bench->params.ms * 1000000;
	bench->syscalls = 0;
	for (uint64_t left = bench->params.rounds; left > 0; left--) {
		if (bench->params.mark) {
			wait_for_tick();
			mark_set(bench->params.mark);
		}
		run_ios(bench, walk, run);
		if (bench->params.mark)
			mark_set(left > 1 ? MARK_PAUSE : MARK_END);
	}
}

int main(int argc, char *argv[])
{
	static struct bench bench;
	struct walk walk = { 0 };
	struct run run = { 0 };
	const char *rw;

	params_parse(&bench.params, argc, argv);
	rw = bench.params.rw;
	bench.writes = !strcmp(rw, "randwrite") || !strcmp(rw, "write");
	if (!bench.writes && strcmp(rw, "randread") && strcmp(rw, "read"))
		bench_fail("unknown --rw=%s; --help lists them", rw);
	bench.engine = find_engine(bench.params.engine);
	if (bench.engine->qd_max && bench.params.qd > bench.engine->qd_max)
		bench_fail("--engine=%s takes --qd=%llu at most", bench.engine->name,
			   (unsigned long long)bench.engine->qd_max);
	walk.block_bytes = bench.params.bs;
	walk.random = rw[0] == 'r' && rw[1] == 'a' ? bench.params.seed * 2 + 1 : 0;
	walk.blocks = device_open(&bench);
	prepare_slots(&bench);
	bench.engine->open(&bench);
	measure(&bench, &walk, &run);
	print_measurement(&bench, &run);
	return 0;
}
