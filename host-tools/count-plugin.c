// SPDX-License-Identifier: GPL-2.0-only
/*
 * A TCG plugin for QEMU that counts how often each guest instruction was executed,
 * for the whole boot or between marks that a program of the guest sets.
 *
 *   -plugin count-plugin.so,out=FILE[,marks=on][,settle=ADDRESS]...
 *
 * FILE is text: a first line, then sections. "begin N", a line "ADDRESS COUNT" for
 * every instruction that ran, by ascending address of 16 hexadecimal digits, "end N";
 * a section without its end is not whole. Section 0 is the whole boot. With marks=on
 * it is left out, and section N is what ran between a mark N and the next end mark,
 * without what ran between a pause mark and the next mark N.
 *
 * A mark is the instruction `nopl MARK_MAGIC+N(%rax)`, which does nothing on any
 * x86-64 machine; N = 0 is the end mark, N = 1023 the pause mark. It is recognised
 * while it is translated.
 *
 * Wherever the guest comes to an ADDRESS (hexadecimal) it stands still until every
 * other thread of QEMU sleeps. Under -icount guest time stands still, too: whatever
 * the emulated devices have to do on this machine they have done, and it took no
 * guest time. What the guest finds when it looks for completions then depends on how
 * many instructions it executed and no longer on how fast the host was.
 *
 * Every instruction has a counter of its own, by its virtual address, and not every
 * translation block: a block is left half way by a fault, and by every access to a
 * device under -icount, and would count instructions that never ran. The increment
 * is inline and not atomic. With several CPUs some are lost, though a counter that was
 * incremented never stays 0: good enough to know what ran, and so allowed for the whole
 * boot; marks=on refuses more than one CPU.
 *
 * An instruction with a repeat prefix counts once for each repetition.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * Debian packages no qemu-plugin.h. These are the declarations that are needed of
 * version 1 of the interface, as QEMU 7.2 has it (include/qemu/qemu-plugin.h there);
 * a QEMU that no longer takes version 1 refuses the plugin by name.
 */
typedef uint64_t qemu_plugin_id_t;

struct qemu_plugin_tb;
struct qemu_plugin_insn;

typedef struct {
	const char *target_name;
	struct {
		int min;
		int cur;
	} version;
	bool system_emulation;
	struct {
		int smp_vcpus;
		int max_vcpus;
	} system;
} qemu_info_t;

enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
	void (*callback)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb));
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
	void (*callback)(unsigned int cpu, void *data), enum qemu_plugin_cb_flags flags, void *data);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *insn,
	enum qemu_plugin_op op, void *counter, uint64_t increment);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id,
	void (*callback)(qemu_plugin_id_t id, void *data), void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;

/* The displacement's upper 20 bits; guest-tools/bench/mark.c has the same. */
#define MARK_MAGIC 0x4b544000u
#define MARK_NUMBER_MASK 0xfffu
#define MARK_END 0
#define MARK_PAUSE 1023

struct counter {
	uint64_t address;
	uint64_t count;		/* since the last mark */
	uint64_t total;		/* of the section */
};

/* Generated code holds the counters' addresses: they never move. */
#define CHUNK_COUNTERS 65536
struct chunk {
	struct chunk *before;
	size_t used;
	struct counter counters[CHUNK_COUNTERS];
};

static struct chunk *chunks;
static size_t counter_count;
/* Open addressing, a power of two in size and at most half full. */
static struct counter **table;
static size_t table_size;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static FILE *out;
static bool with_marks;
static uintptr_t section;	/* 0: none */
static bool paused;

#define SETTLE_MAX 64
static uint64_t settle_at[SETTLE_MAX];
static int settle_count;
/* Of threads: what QEMU has is a handful, and 64 more at most that read and write files. */
#define THREADS_MAX 256
#define SETTLE_SECONDS_MAX 10

static void die(const char *what)
{
	fprintf(stderr, "count-plugin: %s\n", what);
	/* Not exit(): on_exit_of_qemu() would wait for a lock that is held here. */
	_exit(1);
}

static struct counter **find_place(uint64_t address)
{
	size_t at = (address * 0x9e3779b97f4a7c15ull >> 20) & (table_size - 1);

	while (table[at] && table[at]->address != address)
		at = (at + 1) & (table_size - 1);
	return &table[at];
}

static void grow_table(void)
{
	size_t old_size = table_size;
	struct counter **old = table;

	table_size = old_size ? old_size * 2 : 4 * CHUNK_COUNTERS;
	table = calloc(table_size, sizeof(*table));
	if (!table)
		die("out of memory");
	for (size_t i = 0; i < old_size; i++)
		if (old[i])
			*find_place(old[i]->address) = old[i];
	free(old);
}

static struct counter *find_counter(uint64_t address)
{
	struct counter **place;

	if (counter_count * 2 >= table_size)
		grow_table();
	place = find_place(address);
	if (*place)
		return *place;
	if (!chunks || chunks->used == CHUNK_COUNTERS) {
		struct chunk *chunk = calloc(1, sizeof(*chunk));

		if (!chunk)
			die("out of memory");
		chunk->before = chunks;
		chunks = chunk;
	}
	*place = &chunks->counters[chunks->used++];
	(*place)->address = address;
	counter_count++;
	return *place;
}

static int by_address(const void *left, const void *right)
{
	uint64_t a = (*(struct counter *const *)left)->address;
	uint64_t b = (*(struct counter *const *)right)->address;

	return (a > b) - (a < b);
}

static void write_section(uintptr_t number)
{
	struct counter **ran = malloc((counter_count + 1) * sizeof(*ran));
	size_t ran_count = 0;

	if (!ran)
		die("out of memory");
	for (struct chunk *chunk = chunks; chunk; chunk = chunk->before)
		for (size_t i = 0; i < chunk->used; i++)
			if (chunk->counters[i].total)
				ran[ran_count++] = &chunk->counters[i];
	qsort(ran, ran_count, sizeof(*ran), by_address);
	fprintf(out, "begin %" PRIuPTR "\n", number);
	for (size_t i = 0; i < ran_count; i++)
		fprintf(out, "%016" PRIx64 " %" PRIu64 "\n", ran[i]->address, ran[i]->total);
	fprintf(out, "end %" PRIuPTR "\n", number);
	free(ran);
	/* Whoever ends QEMU by force still has every section that was ended. */
	if (fflush(out))
		die("cannot write the counts");
}

/* What was counted since the last mark belongs to the section, or to none. */
static void close_counters(bool keep)
{
	for (struct chunk *chunk = chunks; chunk; chunk = chunk->before)
		for (size_t i = 0; i < chunk->used; i++) {
			struct counter *counter = &chunk->counters[i];

			if (keep)
				counter->total += counter->count;
			counter->count = 0;
		}
}

static void begin_section(uintptr_t number)
{
	for (struct chunk *chunk = chunks; chunk; chunk = chunk->before)
		for (size_t i = 0; i < chunk->used; i++)
			chunk->counters[i].total = 0;
	section = number;
}

static void on_mark(unsigned int cpu, void *data)
{
	uintptr_t number = (uintptr_t)data;

	(void)cpu;
	pthread_mutex_lock(&lock);
	close_counters(section && !paused);
	paused = number == MARK_PAUSE;
	if (number == MARK_END) {
		if (section)
			write_section(section);
		section = 0;
	} else if (number != MARK_PAUSE && number != section) {
		begin_section(number);
	}
	pthread_mutex_unlock(&lock);
}

/* Of one thread, from its /proc/self/task/TID/stat. -1: the thread is gone. */
static int thread_sleeps(int stat_fd)
{
	char text[512];
	ssize_t got = pread(stat_fd, text, sizeof(text) - 1, 0);
	const char *state;

	if (got <= 0)
		return -1;
	text[got] = '\0';
	/* The name before it is in parentheses and may hold any. */
	state = strrchr(text, ')');
	return state && state[1] == ' ' && state[2] == 'S';
}

/*
 * Does every thread sleep but this one? The files stay open; the folder's link count
 * tells of threads that came (2 and one for each).
 */
static bool others_sleep(void)
{
	static int fds[THREADS_MAX];
	static int fd_count;
	static nlink_t links;
	struct dirent *entry;
	struct stat status;
	char path[300];
	DIR *tasks;

	if (stat("/proc/self/task", &status))
		die("cannot read /proc/self/task");
	if (status.st_nlink == links) {
		int sleeping = 1;

		for (int i = 0; i < fd_count && sleeping == 1; i++)
			sleeping = thread_sleeps(fds[i]);
		if (sleeping >= 0)
			return sleeping;
	}
	while (fd_count)
		close(fds[--fd_count]);
	links = status.st_nlink;
	tasks = opendir("/proc/self/task");
	while (tasks && (entry = readdir(tasks))) {
		if (entry->d_name[0] == '.' || atoi(entry->d_name) == gettid() || fd_count == THREADS_MAX)
			continue;
		snprintf(path, sizeof(path), "/proc/self/task/%s/stat", entry->d_name);
		fds[fd_count] = open(path, O_RDONLY | O_CLOEXEC);
		if (fds[fd_count] >= 0)
			fd_count++;
	}
	if (tasks)
		closedir(tasks);
	return false;
}

static void on_settle(unsigned int cpu, void *data)
{
	struct timespec started, now;

	(void)cpu;
	(void)data;
	if (others_sleep())
		return;
	clock_gettime(CLOCK_MONOTONIC, &started);
	while (!others_sleep()) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		if (now.tv_sec - started.tv_sec > SETTLE_SECONDS_MAX)
			die("the emulated devices have not come to rest for 10 s");
		sched_yield();
	}
}

static bool settles_at(uint64_t address)
{
	for (int i = 0; i < settle_count; i++)
		if (settle_at[i] == address)
			return true;
	return false;
}

/* nopl disp32(%rax) is 0f 1f 80 and the displacement. */
static bool is_mark(const struct qemu_plugin_insn *insn, uintptr_t *number)
{
	const unsigned char *bytes = qemu_plugin_insn_data(insn);
	uint32_t displacement;

	if (qemu_plugin_insn_size(insn) != 7 || memcmp(bytes, "\x0f\x1f\x80", 3))
		return false;
	memcpy(&displacement, bytes + 3, sizeof(displacement));
	*number = displacement & MARK_NUMBER_MASK;
	return (displacement & ~MARK_NUMBER_MASK) == MARK_MAGIC;
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	size_t insn_count = qemu_plugin_tb_n_insns(tb);
	uintptr_t number;

	(void)id;
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < insn_count; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint64_t address = qemu_plugin_insn_vaddr(insn);
		struct counter *counter = find_counter(address);

		if (settle_count && settles_at(address))
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_settle, QEMU_PLUGIN_CB_NO_REGS,
							       NULL);
		if (with_marks && is_mark(insn, &number))
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark, QEMU_PLUGIN_CB_NO_REGS,
							       (void *)number);
		else
			qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64,
								   &counter->count, 1);
	}
	pthread_mutex_unlock(&lock);
}

static void on_exit_of_qemu(qemu_plugin_id_t id, void *data)
{
	(void)id;
	(void)data;
	pthread_mutex_lock(&lock);
	if (!with_marks) {
		close_counters(true);
		write_section(0);
	}
	if (fclose(out))
		die("cannot write the counts");
	pthread_mutex_unlock(&lock);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		if (!strncmp(argv[i], "out=", 4)) {
			out = fopen(argv[i] + 4, "we");
		} else if (!strcmp(argv[i], "marks=on")) {
			with_marks = true;
		} else if (!strncmp(argv[i], "settle=", 7) && settle_count < SETTLE_MAX) {
			settle_at[settle_count++] = strtoull(argv[i] + 7, NULL, 16);
		} else {
			fprintf(stderr, "count-plugin: unknown argument %s\n", argv[i]);
			return -1;
		}
	}
	if (!out) {
		fprintf(stderr, "count-plugin: out=FILE is missing or cannot be written\n");
		return -1;
	}
	if (!info->system_emulation || strcmp(info->target_name, "x86_64")) {
		fprintf(stderr, "count-plugin: made for machines of x86_64\n");
		return -1;
	}
	if (with_marks && info->system.max_vcpus != 1) {
		fprintf(stderr, "count-plugin: marks=on wants one CPU\n");
		return -1;
	}
	fputs("kernel-test counts 1\n", out);
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	qemu_plugin_register_atexit_cb(id, on_exit_of_qemu, NULL);
	return 0;
}
