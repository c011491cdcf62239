// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parameters of the bench. The table below is the only place that knows
 * their names and defaults: parsing, --help and the record all read it.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, NUMBER };

static const struct {
	const char *option;
	const char *key;
	enum kind kind;
	size_t at;
	const char *text;
	uint64_t number;
	const char *help;
} table[] = {
#define FIELD(field) offsetof(struct params, field)
	{ "device", "device", TEXT, FIELD(device), "nvme", 0,
	  "nvme (/dev/nvme0n1), null (/dev/nullb0), file (in the guest of kernel-test: a file on an XFS "
	  "that is made on the NVMe device), or a path" },
	{ "engine", "engine", TEXT, FIELD(engine), "libaio", 0,
	  "sync, sync-polled, libaio, user-iocb, user-iocb-polled, ring, ring-polled, ring-polled-fixed, "
	  "io_uring, io_uring-polled, io_uring-polled-fixed" },
	{ "rw", "rw", TEXT, FIELD(rw), "randread", 0,
	  "randread, read, randwrite, write; writes destroy what the device holds" },
	{ "bs", "bs", NUMBER, FIELD(bs), NULL, 4096, "bytes of an IO" },
	{ "qd", "qd", NUMBER, FIELD(qd), NULL, 1, "IOs in flight" },
	{ "batch", "batch", NUMBER, FIELD(batch), NULL, 0,
	  "IOs submitted and waited for together; 0: the smaller of qd and 8" },
	{ "threads", "threads", NUMBER, FIELD(threads), NULL, 1,
	  "how many do this at once, each with qd IOs in flight of its own" },
	{ "ios", "ios_wanted", NUMBER, FIELD(ios), NULL, 0,
	  "IOs to measure, by each thread in each round; 0: as many as fit in ms" },
	{ "rounds", "rounds", NUMBER, FIELD(rounds), NULL, 1,
	  "how often to measure that many; each round ends with nothing in flight" },
	{ "ms", "ms", NUMBER, FIELD(ms), NULL, 150, "milliseconds to measure when ios is 0" },
	{ "warmup-ios", "warmup_ios", NUMBER, FIELD(warmup_ios), NULL, 500,
	  "IOs of each thread before the measured part" },
	{ "seed", "seed", NUMBER, FIELD(seed), NULL, 1, "of the random offsets" },
	{ "latency", "latency", NUMBER, FIELD(latency), NULL, 1, "1: measure latencies; 0: do not" },
	{ "mark", "mark", NUMBER, FIELD(mark), NULL, 0,
	  "number of the marks around the measured part, for an instruction counter; each round then "
	  "begins right after a tick of the kernel's clock; 0: none" },
#undef FIELD
};

#define TABLE_COUNT (sizeof(table) / sizeof(table[0]))

static const char **text_at(const struct params *params, size_t i)
{
	return (const char **)((char *)params + table[i].at);
}

static uint64_t *number_at(const struct params *params, size_t i)
{
	return (uint64_t *)((char *)params + table[i].at);
}

static void __attribute__((noreturn)) print_help(void)
{
	printf("Measures IOs a second and their latency on one device with one interface.\n");
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		printf("  --%s=", table[i].option);
		if (table[i].kind == TEXT)
			printf("%s", table[i].text);
		else
			printf("%llu", (unsigned long long)table[i].number);
		printf("\n      %s\n", table[i].help);
	}
	exit(0);
}

static void set_param(struct params *params, size_t i, const char *value)
{
	char *end;

	if (table[i].kind == TEXT) {
		*text_at(params, i) = value;
		return;
	}
	*number_at(params, i) = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end)
		bench_fail("--%s wants a number, not '%s'", table[i].option, value);
}

static void parse_arg(struct params *params, const char *arg)
{
	size_t length;

	if (!strcmp(arg, "--help"))
		print_help();
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		length = strlen(table[i].option);
		if (!strncmp(arg, "--", 2) && !strncmp(arg + 2, table[i].option, length) &&
		    arg[2 + length] == '=') {
			set_param(params, i, arg + 2 + length + 1);
			return;
		}
	}
	bench_fail("unknown argument '%s'; --help lists them", arg);
}

void params_parse(struct params *params, int argc, char *argv[])
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		if (table[i].kind == TEXT)
			*text_at(params, i) = table[i].text;
		else
			*number_at(params, i) = table[i].number;
	}
	for (int i = 1; i < argc; i++)
		parse_arg(params, argv[i]);
	if (params->qd < 1 || params->qd > QD_MAX)
		bench_fail("--qd wants 1 to %d", QD_MAX);
	if (params->bs < 512 || params->bs > 64 << 20 || params->bs % 512)
		bench_fail("--bs wants a multiple of 512 up to 64 MiB");
	if (params->batch == 0)
		params->batch = params->qd < 8 ? params->qd : 8;
	if (params->batch > params->qd)
		bench_fail("--batch wants at most --qd");
	if (params->threads < 1 || params->threads > THREADS_MAX)
		bench_fail("--threads wants 1 to %d", THREADS_MAX);
	if (params->threads > 1 && (params->mark || params->rounds > 1))
		bench_fail("--threads wants 1 with --%s: only one can be counted",
			   params->mark ? "mark" : "rounds");
	if (params->mark > MARK_MAX)
		bench_fail("--mark wants at most %d", MARK_MAX);
	if (params->ios == 0 && params->ms == 0)
		bench_fail("--ios or --ms is missing");
	if (params->rounds < 1 || (params->rounds > 1 && params->ios == 0))
		bench_fail("--rounds wants 1 or more, and more than 1 with --ios only");
}

void params_print(const struct params *params)
{
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		const char *comma = i ? "," : "";

		if (table[i].kind == TEXT)
			printf("%s\"%s\":\"%s\"", comma, table[i].key, *text_at(params, i));
		else
			printf("%s\"%s\":%llu", comma, table[i].key,
			       (unsigned long long)*number_at(params, i));
	}
}
