// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measures IOs a second and their latency on one device through one engine, and
 * prints one line with raw integers. Runs in the guest and, being static, on any
 * machine.
 */
#include "bench.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first thread that has something to say ends all; another waits for that here. */
static void complain(const char *format, va_list args)
{
	static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&once);
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

void *bench_alloc(size_t count, size_t bytes)
{
	void *memory = calloc(count, bytes);

	if (!memory)
		bench_fail("no memory for %zu times %zu bytes", count, bytes);
	return memory;
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

static void print_measurement(const struct params *params, const char *path,
			      const struct measured *measured)
{
	static const struct {
		const char *key;
		unsigned int permyriad;
	} percentiles[] = { { "p50", 5000 }, { "p90", 9000 }, { "p99", 9900 }, { "p99_9", 9990 },
			  { "p99_99", 9999 } };
	const struct histogram *latency = &measured->latency;

	printf("measurement {\"parameters\":{");
	params_print(params);
	printf("},\"path\":\"%s\",\"ios\":%llu,\"elapsed_ns\":%llu,\"syscalls\":%llu",
	       path, (unsigned long long)measured->ios, (unsigned long long)measured->elapsed_ns,
	       (unsigned long long)measured->syscalls);
	if (latency->count) {
		printf(",\"lat_ns\":{\"min\":%llu", (unsigned long long)latency->min);
		for (size_t i = 0; i < sizeof(percentiles) / sizeof(percentiles[0]); i++)
			printf(",\"%s\":%llu", percentiles[i].key, (unsigned long long)
			       histogram_value(latency, percentiles[i].permyriad));
		printf(",\"max\":%llu},\"lat_buckets_ns\":", (unsigned long long)latency->max);
		histogram_print(latency);
	}
	printf("}\n");
}

static int run(const struct params *params)
{
	static struct measured measured;
	const struct engine *engine = find_engine(params->engine);
	const char *path;

	if (engine->qd_max && params->qd > engine->qd_max)
		bench_fail("--engine=%s takes --qd=%llu at most", engine->name,
			   (unsigned long long)engine->qd_max);
	path = threads_measure(params, engine, &measured);
	print_measurement(params, path, &measured);
	return 0;
}

int main(int argc, char *argv[])
{
	static const char *const ways[] = { "randread", "read", "randwrite", "write" };
	struct params params;
	bool known = false;

	params_parse(&params, argc, argv);
	for (int i = 0; i < 4; i++)
		known |= !strcmp(params.rw, ways[i]);
	if (!known)
		bench_fail("unknown --rw=%s; --help lists them", params.rw);
	return strcmp(params.device, "file") ? run(&params) : xfs_file_run(run, &params);
}
