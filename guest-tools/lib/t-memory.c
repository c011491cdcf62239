// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of a check: aligned buffers that fault when overrun, patterns that
 * differ at every byte position and for every seed, and what the kernel says
 * this process has pinned.
 */
#include "t.h"

#include <stdio.h>
#include <stdlib.h>

size_t t_page_bytes(void)
{
	return sysconf(_SC_PAGESIZE);
}

static size_t mapped_bytes(size_t bytes)
{
	size_t page = t_page_bytes();

	return (bytes + page - 1) / page * page + page;
}

void *t_alloc(size_t bytes)
{
	size_t mapped = mapped_bytes(bytes);
	char *memory;

	memory = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		t_fail("mmap of %zu bytes: %s", mapped, strerror(errno));
	if (mprotect(memory + mapped - t_page_bytes(), t_page_bytes(), PROT_NONE))
		t_fail("mprotect: %s", strerror(errno));
	return memory;
}

void t_free(void *memory, size_t bytes)
{
	munmap(memory, mapped_bytes(bytes));
}

void t_stay_on_cpu(void)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(sched_getcpu(), &cpus);
	t_true(sched_setaffinity(0, sizeof(cpus), &cpus) == 0);
}

void t_reclaim(void *memory, size_t bytes)
{
	if (!madvise(memory, bytes, MADV_PAGEOUT))
		return;
	if (errno == EINVAL)
		t_skip("the kernel does not know MADV_PAGEOUT");
	t_fail("MADV_PAGEOUT: %s", strerror(errno));
}

void *t_alloc_none(size_t bytes)
{
	void *memory = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		t_fail("mmap of %zu bytes: %s", bytes, strerror(errno));
	return memory;
}

/* A 32-bit finaliser: neighbouring words have nothing in common. */
static uint32_t pattern_word(uint32_t seed, size_t word)
{
	uint32_t value = (seed * 0x9e3779b1u) ^ (uint32_t)word;

	value = (value ^ (value >> 16)) * 0x85ebca6bu;
	value = (value ^ (value >> 13)) * 0xc2b2ae35u;
	return value ^ (value >> 16);
}

void t_fill(void *buffer, size_t bytes, uint32_t seed)
{
	uint32_t *words = buffer;

	for (size_t i = 0; i < bytes / sizeof(*words); i++)
		words[i] = pattern_word(seed, i);
}

void t_check_filled(const char *file, int line, const char *expression, const void *buffer,
		    size_t bytes, uint32_t seed)
{
	const uint32_t *words = buffer;

	for (size_t i = 0; i < bytes / sizeof(*words); i++) {
		uint32_t expected = pattern_word(seed, i);

		if (words[i] != expected)
			t_fail("%s:%d: %s: byte %zu of %zu: expected word 0x%08x, got 0x%08x",
			       file, line, expression, i * sizeof(*words), bytes, expected, words[i]);
	}
}

long t_status_value(const char *key)
{
	size_t length = strlen(key);
	char line[256];
	long value = -1;
	FILE *status;

	status = fopen("/proc/self/status", "re");
	if (!status)
		t_fail("/proc/self/status: %s", strerror(errno));
	while (fgets(line, sizeof(line), status))
		if (!strncmp(line, key, length) && line[length] == ':')
			value = strtol(line + length + 1, NULL, 10);
	fclose(status);
	if (value < 0)
		t_fail("/proc/self/status has no %s", key);
	return value;
}

long t_read_number(const char *path)
{
	FILE *file = fopen(path, "re");
	long value;

	if (!file || fscanf(file, "%ld", &value) != 1)
		t_fail("%s: no number", path);
	fclose(file);
	return value;
}

void t_write_number(const char *path, long value)
{
	FILE *file = fopen(path, "we");

	if (!file || fprintf(file, "%ld\n", value) < 0 || fclose(file))
		t_fail("%s: writing %ld: %s", path, value, strerror(errno));
}

void *t_map(size_t bytes, int flags, int fd)
{
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			    flags | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);

	if (memory == MAP_FAILED)
		t_fail("mmap of %zu bytes with flags 0x%x: %s", bytes, flags, strerror(errno));
	return memory;
}

void *t_map_huge(size_t pages)
{
	const char *pool = "/proc/sys/vm/nr_hugepages";

	if (access(pool, W_OK))
		t_skip("the kernel has no huge pages");
	if (t_read_number(pool) < (long)pages)
		t_write_number(pool, pages);
	return t_map(pages * T_HUGE_BYTES, MAP_PRIVATE | MAP_HUGETLB, -1);
}
