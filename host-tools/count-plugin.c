// SPDX-License-Identifier: GPL-2.0-only
/*
 * A TCG plugin for QEMU that counts how often each guest instruction was executed,
 * for the whole boot or between marks that a program of the guest sets.
 *
 *   -plugin count-plugin.so,out=FILE[,marks=on]
 *
 * FILE is text: a first line, then sections. "begin N", a line "ADDRESS COUNT" for
 * every instruction that ran, by ascending address of 16 hexadecimal digits, "end N";
 * a section without its end is not whole. Section 0 is the whole boot. With marks=on
 * it is left out, and section N is what ran between a mark N and the next end mark.
 *
 * A mark is the instruction `nopl MARK_MAGIC+N(%rax)`, which does nothing on any
 * x86-64 machine; N = 0 is the end mark. It is recognised while it is translated.
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
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

struct counter {
	uint64_t address;
	uint64_t count;
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
static uintptr_t open_section;	/* 0: none */

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
			if (chunk->counters[i].count)
				ran[ran_count++] = &chunk->counters[i];
	qsort(ran, ran_count, sizeof(*ran), by_address);
	fprintf(out, "begin %" PRIuPTR "\n", number);
	for (size_t i = 0; i < ran_count; i++)
		fprintf(out, "%016" PRIx64 " %" PRIu64 "\n", ran[i]->address, ran[i]->count);
	fprintf(out, "end %" PRIuPTR "\n", number);
	free(ran);
	/* Whoever ends QEMU by force still has every section that was ended. */
	if (fflush(out))
		die("cannot write the counts");
}

static void on_mark(unsigned int cpu, void *data)
{
	uintptr_t number = (uintptr_t)data;

	(void)cpu;
	pthread_mutex_lock(&lock);
	if (number == 0 && open_section != 0)
		write_section(open_section);
	open_section = number;
	for (struct chunk *chunk = chunks; chunk; chunk = chunk->before)
		for (size_t i = 0; i < chunk->used; i++)
			chunk->counters[i].count = 0;
	pthread_mutex_unlock(&lock);
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
		struct counter *counter = find_counter(qemu_plugin_insn_vaddr(insn));

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
	if (!with_marks)
		write_section(0);
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
