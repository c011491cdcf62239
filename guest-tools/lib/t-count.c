// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel counts of its own resources, made exact before it is read. */
#include "t-kind.h"

#include <fcntl.h>
#include <stdio.h>

long t_file_number(const char *path)
{
	FILE *file = fopen(path, "re");
	long value;

	if (!file)
		t_fail("%s: %s", path, strerror(errno));
	if (fscanf(file, "%ld", &value) != 1)
		t_fail("%s has no number in it", path);
	fclose(file);
	return value;
}

static void count_pins(long *acquired, long *released)
{
	/* Folds what each CPU has not yet added (mm/vmstat.c, vmstat_refresh()). */
	FILE *file = fopen("/proc/sys/vm/stat_refresh", "re");
	char line[256];

	if (file) {
		while (fgets(line, sizeof(line), file))
			;
		fclose(file);
	}
	file = fopen("/proc/vmstat", "re");
	if (!file)
		t_fail("/proc/vmstat: %s", strerror(errno));
	*acquired = *released = -1;
	while (fgets(line, sizeof(line), file)) {
		sscanf(line, "nr_foll_pin_acquired %ld", acquired);
		sscanf(line, "nr_foll_pin_released %ld", released);
	}
	fclose(file);
}

void t_need_pins(void)
{
	long acquired, released;

	count_pins(&acquired, &released);
	if (acquired < 0 || released < 0)
		t_skip("the kernel does not count pinned pages");
}

long t_pins(void)
{
	long acquired, released;

	count_pins(&acquired, &released);
	return acquired - released;
}

long t_pins_ever(void)
{
	long acquired, released;

	count_pins(&acquired, &released);
	return acquired;
}

long t_vmaps(void)
{
	FILE *file = fopen("/proc/vmallocinfo", "re");
	char line[1024];
	long areas = 0;

	if (!file)
		t_skip("/proc/vmallocinfo: %s", strerror(errno));
	while (fgets(line, sizeof(line), file))
		areas += !!strstr(line, " vmap");
	fclose(file);
	return areas;
}

long t_slab_objects(const char *cache)
{
	char path[128];
	int fd;

	/* Takes what CPUs and, with KASAN, the quarantine hold back, so that in use means in use. */
	snprintf(path, sizeof(path), "/sys/kernel/slab/%s/shrink", cache);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		t_skip("%s: %s", path, strerror(errno));
	if (write(fd, "1", 1) != 1)
		t_fail("%s: %s", path, strerror(errno));
	close(fd);
	snprintf(path, sizeof(path), "/sys/kernel/slab/%s/objects", cache);
	return t_file_number(path);
}

void t_falls_to(long (*counter)(const char *), const char *name, long limit)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	long value;

	/* What RCU and workqueues free comes late. */
	while ((value = counter(name)) > limit) {
		if (t_expired(deadline))
			t_fail("%s: %ld, and no more than %ld expected", name, value, limit);
		t_sleep_ms(10);
	}
}
