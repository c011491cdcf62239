/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the IOPS bench share: the parameters, the IOs in flight,
 * and the one interface all engines have.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QD_MAX 4096
#define THREADS_MAX 64
#define EXIT_SKIP 77

/* params.c: one field a parameter, one table for defaults, help and echo. */
struct params {
	const char *device;
	const char *engine;
	const char *rw;
	uint64_t bs;
	uint64_t qd;
	uint64_t batch;
	uint64_t threads;
	uint64_t ios;
	uint64_t rounds;
	uint64_t ms;
	uint64_t warmup_ios;
	uint64_t seed;
	uint64_t latency;
	uint64_t mark;
};
void params_parse(struct params *params, int argc, char *argv[]);
/* "name":value pairs of all parameters, with commas between. */
void params_print(const struct params *params);

/* histogram.c: latencies, at most 3.2 % off. */
#define HISTOGRAM_SUB_BITS 5
#define HISTOGRAM_BUCKETS ((64 - HISTOGRAM_SUB_BITS + 1) << HISTOGRAM_SUB_BITS)
struct histogram {
	uint64_t count;
	uint64_t min, max;
	uint64_t buckets[HISTOGRAM_BUCKETS];
};
void histogram_clear(struct histogram *histogram);
void histogram_add(struct histogram *histogram, uint64_t value);
/* The value that permyriad of 10,000 entries do not exceed. */
uint64_t histogram_value(const struct histogram *histogram, unsigned int permyriad);
/* Adds what other has. */
void histogram_merge(struct histogram *histogram, const struct histogram *other);
/* [[upper, count], ...]: what is not empty, at most HISTOGRAM_PRINTED_MAX pairs, coarser where needed. */
#define HISTOGRAM_PRINTED_MAX 128
void histogram_print(const struct histogram *histogram);

/*
 * mark.c: what an instruction counter outside the machine counts lies between
 * mark_set(N), N > 0, and mark_set(MARK_END), without what lies between
 * mark_set(MARK_PAUSE) and the next mark_set(N). To everybody else they do nothing.
 */
#define MARK_END 0
#define MARK_MAX 1022
#define MARK_PAUSE 1023
void mark_set(unsigned int number);

struct bench;

/*
 * An engine keeps what it knows in bench->state: every thread has a bench of its own.
 * An engine is told of IOs one at a time and hands them to the kernel at commit:
 * all that are queued, then waiting for at least min_complete completions, each
 * passed to bench_done(). What the kernel did not take stays queued.
 */
struct engine {
	const char *name;
	bool polled;
	uint32_t flags;			/* the engine's own */
	uint64_t qd_max;
	void (*open)(struct bench *bench);
	void (*queue)(struct bench *bench, unsigned int slot);
	void (*commit)(struct bench *bench, unsigned int min_complete);
};
extern const struct engine sync_engines[2], aio_engines[3], ring_engines[3], io_uring_engines[3];

struct slot {			/* one IO, free or in flight */
	uint64_t offset;
	uint64_t started_ns;
	char *buffer;
};

struct bench {			/* of one thread */
	struct params params;
	const struct engine *engine;
	void *state;			/* the engine's own */
	const char *path;
	int fd;
	bool writes;
	unsigned int thread;		/* from 0 */
	struct slot *slots;		/* params.qd of them */
	unsigned int *done;		/* the slots completed since the last commit */
	unsigned int done_count;
	uint64_t syscalls;
};

/* What was measured, by one thread or by all together. */
struct measured {
	uint64_t ios;
	uint64_t syscalls;
	uint64_t started_ns;
	uint64_t ended_ns;
	uint64_t elapsed_ns;		/* without what lies between rounds */
	struct histogram latency;	/* empty with --latency=0 */
};

/* iops.c: for all others. */
void bench_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
void bench_skip(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
/* Zeroed memory; that there is none ends the bench. */
void *bench_alloc(size_t count, size_t bytes);

/* measure.c: for the engines. A result that is not the whole block ends the bench. */
void bench_done(struct bench *bench, unsigned int slot, int64_t result);
/*
 * Opens the device and the engine, warms up, waits for the other threads at ready(),
 * and measures.
 */
void bench_measure(struct bench *bench, void (*ready)(void), struct measured *measured);

/* threads.c: one bench in each of params->threads, all at once; their sum, and the path. */
const char *threads_measure(const struct params *params, const struct engine *engine,
			    struct measured *sum);

/*
 * xfs-file.c: runs body while XFS_FILE is there, which --device=file means, and
 * returns what body returned.
 */
#define XFS_FILE "/mnt/bench"
int xfs_file_run(int (*body)(const struct params *params), const struct params *params);

/* device.c: opens bench->fd; returns how many blocks of --bs it has. */
uint64_t device_open(struct bench *bench);
/* Ends the bench if what bench->fd is on was granted no poll queue. */
void device_need_poll_queue(const struct bench *bench);

#endif
