// SPDX-License-Identifier: GPL-2.0-only
/*
 * As many threads as --threads says, each with a bench of its own: file descriptor,
 * engine, slots, and offsets. They warm up first and start to measure together.
 */
#include "bench.h"

#include <pthread.h>
#include <string.h>

struct thread {
	struct bench bench;
	struct measured measured;
	pthread_t id;
};

static pthread_barrier_t barrier;

static void wait_for_all(void)
{
	pthread_barrier_wait(&barrier);
}

static void *thread_main(void *argument)
{
	struct thread *thread = argument;

	bench_measure(&thread->bench, wait_for_all, &thread->measured);
	return NULL;
}

/* One thread's time is without what lies between its rounds; that of several is the wall's. */
static void sum_up(const struct thread *threads, uint64_t count, struct measured *sum)
{
	*sum = threads[0].measured;
	for (uint64_t i = 1; i < count; i++) {
		const struct measured *measured = &threads[i].measured;

		sum->ios += measured->ios;
		sum->syscalls += measured->syscalls;
		if (measured->started_ns < sum->started_ns)
			sum->started_ns = measured->started_ns;
		if (measured->ended_ns > sum->ended_ns)
			sum->ended_ns = measured->ended_ns;
		histogram_merge(&sum->latency, &measured->latency);
	}
	if (count > 1)
		sum->elapsed_ns = sum->ended_ns - sum->started_ns;
}

const char *threads_measure(const struct params *params, const struct engine *engine,
			    struct measured *sum)
{
	struct thread *threads = bench_alloc(params->threads, sizeof(*threads));
	uint64_t count = params->threads;
	const char *rw = params->rw;

	pthread_barrier_init(&barrier, NULL, count);
	for (uint64_t i = 0; i < count; i++) {
		struct bench *bench = &threads[i].bench;

		bench->params = *params;
		bench->engine = engine;
		bench->thread = i;
		bench->writes = !strcmp(rw, "randwrite") || !strcmp(rw, "write");
	}
	/* The first is this one: a bench of one thread has no other. */
	for (uint64_t i = 1; i < count; i++) {
		int error = pthread_create(&threads[i].id, NULL, thread_main, &threads[i]);

		if (error)
			bench_fail("starting thread %llu: %s", (unsigned long long)i + 1,
				   strerror(error));
	}
	thread_main(&threads[0]);
	for (uint64_t i = 1; i < count; i++)
		pthread_join(threads[i].id, NULL);
	sum_up(threads, count, sum);
	return threads[0].bench.path;
}
