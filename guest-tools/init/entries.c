// SPDX-License-Identifier: GPL-2.0-only
/*
 * One entry of the plan: its start record, its output, its end record and its
 * KTAP line. A check or a bench becomes diagnostics; an exec has its two streams
 * copied as they are, and a shell what the host sends, too. To await is to wait for the host's word.
 */
#include "init.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARGV_BYTES_MAX (128 << 10)
#define ARGV_COUNT_MAX 4096
#define EXIT_SKIP 77
/* What any buffer between the host and a port holds with certainty. */
#define MUCH_OUTPUT_BYTES (64 << 10)

struct copy {
	int fd;
	uint64_t bytes;
	bool dead;
};

static uint64_t copied_bytes;

static void take_lines(void *context, const char *bytes, size_t count)
{
	lines_take(context, bytes, count);
}

static void take_copy(void *context, const char *bytes, size_t count)
{
	struct copy *copy = context;

	copy->bytes += count;
	if (!copy->dead)
		copy->dead = !port_write(copy->fd, bytes, count);
}

static void report_start(const char *name)
{
	char json[2 * NAME_BYTES_MAX];

	text_json(json, sizeof(json), name);
	kmsg_say("start %s", name);
	report_line("# record {\"type\":\"start\",\"name\":\"%s\"}", json);
	report_flush();
}

static void report_end(const char *name, const struct run_result *result)
{
	char json[2 * NAME_BYTES_MAX];

	text_json(json, sizeof(json), name);
	kmsg_say("end %s", name);
	report_line("# record {\"type\":\"end\",\"name\":\"%s\",\"status\":%d,\"signal\":%d,\"timedOut\":%s,\"durationMs\":%llu}",
		    json, result->status, result->signal, result->timed_out ? "true" : "false",
		    (unsigned long long)result->duration_ms);
}

/* Goes out with what follows it at once: the start of the next entry, or the end. */
static void report_verdict(unsigned int number, const char *name, const struct run_result *result,
			   const char *skip_reason)
{
	if (result->timed_out)
		report_line("not ok %u %s # TIMEOUT", number, name);
	else if (result->survived || result->signal)
		report_line("not ok %u %s", number, name);
	else if (skip_reason && result->status == EXIT_SKIP)
		report_line("ok %u %s # SKIP %s", number, name,
			    *skip_reason ? skip_reason : "without saying why");
	else
		report_line("%s %u %s", result->status ? "not ok" : "ok", number, name);
}

static void run_lines(unsigned int number, struct plan_entry *entry, char *const argv[])
{
	static struct lines lines;
	struct run_output output = { .take = take_lines, .context = &lines };
	struct run_result result;

	lines_init(&lines, entry->kind == PLAN_BENCH ? entry->name + strlen("bench/") : NULL);
	report_start(entry->name);
	run_program(argv, entry->timeout_ms, NULL, &output, NULL, &result);
	lines_end(&lines);
	if (result.survived)
		report_line("# a process of it was still there %d ms after SIGKILL", KILL_WAIT_MS);
	report_end(entry->name, &result);
	report_verdict(number, entry->name, &result, lines.last);
}

static void run_check(unsigned int number, struct plan_entry *entry)
{
	char path[NAME_BYTES_MAX + sizeof(DIR_KERNEL_TEST "/checks/")];

	entry->args[0] = path;
	snprintf(path, sizeof(path), DIR_KERNEL_TEST "/checks/%s", entry->name);
	run_lines(number, entry, entry->args);
}

static void run_bench(unsigned int number, struct plan_entry *entry)
{
	entry->args[0] = DIR_KERNEL_TEST "/bench/iops";
	run_lines(number, entry, entry->args);
}

/* NUL-terminated strings; false when there is not even one. */
static bool read_argv(char *argv[])
{
	static char text[ARGV_BYTES_MAX + 1];
	size_t length = 0, count = 0;
	int fd;

	fd = open(DIR_KERNEL_TEST "/argv", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	while (length < ARGV_BYTES_MAX) {
		ssize_t got = read(fd, text + length, ARGV_BYTES_MAX - length);

		if (got <= 0)
			break;
		length += got;
	}
	close(fd);
	text[length] = '\0';
	for (size_t at = 0; at < length && count < ARGV_COUNT_MAX; at += strlen(text + at) + 1)
		argv[count++] = text + at;
	argv[count] = NULL;
	return count > 0;
}

/* The host's end of a shell; NULL when there is no port for it. */
static struct run_input *open_input(const struct plan_entry *entry)
{
	static struct run_input input = { .port = -1 };

	if (input.port < 0)
		input.port = port_open("kernel-test.stdin", PORT_WAIT_MS);
	if (input.port < 0)
		return NULL;
	input.tty = !strcmp(entry->args[1], "tty");
	if (input.tty) {
		input.rows = strtoul(entry->args[2], NULL, 10);
		input.columns = strtoul(entry->args[3], NULL, 10);
		run_set_terminal(entry->args[4]);
		mount_terminals();
	}
	return &input;
}

static void run_exec(unsigned int number, struct plan_entry *entry)
{
	static char *argv[ARGV_COUNT_MAX + 1];
	static struct copy out = { .fd = -1 }, err = { .fd = -1 };
	struct run_output output = { .take = take_copy, .context = &out };
	struct run_output errors = { .take = take_copy, .context = &err };
	struct run_result result = { .status = 126 };
	struct run_input *input = NULL;

	if (out.fd < 0)
		out.fd = port_open("kernel-test.stdout", PORT_WAIT_MS);
	if (err.fd < 0)
		err.fd = port_open("kernel-test.stderr", PORT_WAIT_MS);
	out.bytes = err.bytes = 0;
	report_start(entry->name);
	if (out.fd < 0 || err.fd < 0)
		report_line("# there is no port kernel-test.%s", out.fd < 0 ? "stdout" : "stderr");
	else if (entry->kind == PLAN_SHELL && !(input = open_input(entry)))
		report_line("# there is no port kernel-test.stdin");
	else if (!read_argv(argv))
		report_line("# " DIR_KERNEL_TEST "/argv names no program");
	else
		run_program(argv, entry->timeout_ms, input, &output, input && input->tty ? NULL : &errors,
			    &result);
	copied_bytes += out.bytes + err.bytes;
	report_line("# record {\"type\":\"exec\",\"status\":%d,\"signal\":%d,\"timedOut\":%s,\"stdoutBytes\":%llu,\"stderrBytes\":%llu}",
		    result.status, result.signal, result.timed_out ? "true" : "false",
		    (unsigned long long)out.bytes, (unsigned long long)err.bytes);
	report_end(entry->name, &result);
	report_verdict(number, entry->name, &result, NULL);
}

/* Nothing is measured while other guests have their share of the machine. */
static bool run_await(unsigned int number, struct plan_entry *entry)
{
	struct run_result result = { 0 };
	uint64_t started = clock_ms();

	report_start(entry->name);
	result.timed_out = !port_await_host(report_fd(), entry->timeout_ms);
	result.duration_ms = clock_ms() - started;
	report_end(entry->name, &result);
	report_verdict(number, entry->name, &result, NULL);
	return !result.timed_out;
}

bool run_entry(unsigned int number, struct plan_entry *entry)
{
	switch (entry->kind) {
	case PLAN_CHECK:
		run_check(number, entry);
		break;
	case PLAN_BENCH:
		run_bench(number, entry);
		break;
	case PLAN_EXEC:
	case PLAN_SHELL:
		run_exec(number, entry);
		break;
	case PLAN_AWAIT:
		return run_await(number, entry);
	case PLAN_MALFORMED:
		report_line("not ok %u %s # malformed plan entry", number, entry->name);
		return true;
	}
	mount_again();
	return true;
}

bool exec_wrote_much(void)
{
	return copied_bytes > MUCH_OUTPUT_BYTES;
}
