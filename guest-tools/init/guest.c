// SPDX-License-Identifier: GPL-2.0-only
/*
 * What this guest is: the kernel that booted, its processors and memory, and
 * the block devices with the poll queues they were granted, which may be fewer
 * than were asked for.
 */
#include "init.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#define PCI_CLASS_NVME 0x010802

/* The first line of a file, or "" when there is none. */
static void read_line(char *text, size_t bytes, const char *path)
{
	ssize_t length = -1;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		length = read(fd, text, bytes - 1);
		close(fd);
	}
	text[length > 0 ? length : 0] = '\0';
	text[strcspn(text, "\n")] = '\0';
}

static unsigned long long read_number(const char *format, const char *name)
{
	char path[320], text[64];

	snprintf(path, sizeof(path), format, name);
	read_line(text, sizeof(text), path);
	return strtoull(text, NULL, 0);
}

void report_guest(void)
{
	static char raw[4096], cmdline[2 * sizeof(raw)];
	char release[160], version[160];
	struct sysinfo info = { 0 };
	struct utsname name;

	uname(&name);
	sysinfo(&info);
	read_line(raw, sizeof(raw), "/proc/cmdline");
	text_json(cmdline, MEASUREMENT_BYTES_MAX, raw);
	text_json(release, sizeof(release), name.release);
	text_json(version, sizeof(version), name.version);
	report_line("# record {\"type\":\"guest\",\"kernel\":\"%s\",\"version\":\"%s\",\"cpus\":%ld,\"memoryKiB\":%llu,\"cmdline\":\"%s\"}",
		    release, version, sysconf(_SC_NPROCESSORS_ONLN),
		    (unsigned long long)info.totalram * info.mem_unit / 1024, cmdline);
}

static int count_nvme_controllers(void)
{
	struct dirent *entry;
	int count = 0;
	DIR *devices;

	devices = opendir("/sys/bus/pci/devices");
	if (!devices)
		return 0;
	while ((entry = readdir(devices)))
		count += entry->d_name[0] != '.' &&
			 read_number("/sys/bus/pci/devices/%s/class", entry->d_name) == PCI_CLASS_NVME;
	closedir(devices);
	return count;
}

/*
 * The driver probes in the background and may be later than init. A controller
 * has a namespace, and their numbers have no gap.
 */
void wait_for_devices(void)
{
	uint64_t deadline = clock_ms() + DEVICE_WAIT_MS;
	int count = count_nvme_controllers();

	for (int i = 0; i < count; i++) {
		struct stat device;
		char path[32];

		snprintf(path, sizeof(path), "/dev/nvme%dn1", i);
		while (stat(path, &device) && ms_left(deadline) > 0)
			sleep_ms(1);
	}
}

/*
 * drivers/nvme/host/pci.c says what a controller got in its "1/0/1
 * default/read/poll queues" line and nowhere else. -1 when the line is gone.
 */
static int nvme_poll_queues(const char *disk)
{
	char controller[32], record[2048];
	int fd, poll_queues = -1, parsed;
	unsigned int number;
	ssize_t length;

	if (sscanf(disk, "nvme%u", &number) != 1)
		return -1;
	snprintf(controller, sizeof(controller), "nvme nvme%u: ", number);
	fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return -1;
	for (;;) {
		const char *at;

		length = read(fd, record, sizeof(record) - 1);
		if (length < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (length <= 0)
			break;
		record[length] = '\0';
		at = strstr(record, controller);
		if (at && strstr(at, "default/read/poll queues") &&
		    sscanf(at + strlen(controller), "%*d/%*d/%d", &parsed) == 1)
			poll_queues = parsed;
	}
	close(fd);
	return poll_queues;
}

/* A queue that does not poll overrules whatever was asked for or announced. */
static int granted_poll_queues(const char *disk, bool nvme)
{
	int announced;

	if (!read_number("/sys/block/%s/queue/io_poll", disk))
		return 0;
	if (!nvme)
		return (int)read_number("/sys/module/%s/parameters/poll_queues", "null_blk");
	announced = nvme_poll_queues(disk);
	return announced < 0 ? 1 : announced;
}

static int is_tested_disk(const struct dirent *entry)
{
	return !strncmp(entry->d_name, "nvme", 4) || !strncmp(entry->d_name, "nullb", 5);
}

void report_devices(void)
{
	struct dirent **disks;
	int count;

	count = scandir("/sys/block", &disks, is_tested_disk, alphasort);
	for (int i = 0; i < count; i++) {
		bool nvme = !strncmp(disks[i]->d_name, "nvme", 4);
		char name[160];

		text_json(name, sizeof(name), disks[i]->d_name);
		report_line("# record {\"type\":\"device\",\"name\":\"%s\",\"kind\":\"%s\",\"sectors\":%llu,\"pollQueues\":%d}",
			    name, nvme ? "nvme" : "null",
			    read_number("/sys/block/%s/size", disks[i]->d_name),
			    granted_poll_queues(disks[i]->d_name, nvme));
		free(disks[i]);
	}
	if (count >= 0)
		free(disks);
}
