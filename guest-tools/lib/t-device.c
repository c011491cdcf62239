// SPDX-License-Identifier: GPL-2.0-only
/*
 * The devices under test, reached by the plainest path there is: pread and
 * pwrite with O_DIRECT. What a ring wrote is read back here, and the reverse.
 */
#include "t.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <linux/fs.h>

#define CONFIGFS "/sys/kernel/config"
/* Newer kernels name the disk as this is named, older ones by its index: the same here. */
#define MEMORY_DEVICE CONFIGFS "/nullb/nullb1"

int t_open_device(const char *path)
{
	int fd = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);

	if (fd < 0 && (errno == ENOENT || errno == ENXIO))
		t_skip("there is no %s", path);
	if (fd < 0)
		t_fail("%s: %s", path, strerror(errno));
	return fd;
}

int t_open_polled(const char *path)
{
	const char *name = strrchr(path, '/') + 1;
	int fd = t_open_device(path);
	char queue[128];

	snprintf(queue, sizeof(queue), "/sys/block/%s/queue/io_poll", name);
	if (!t_read_number(queue))
		t_skip("%s was granted no poll queue", path);
	return fd;
}

uint64_t t_device_bytes(int fd)
{
	uint64_t bytes = 0;

	if (ioctl(fd, BLKGETSIZE64, &bytes))
		t_fail("BLKGETSIZE64: %s", strerror(errno));
	return bytes;
}

unsigned int t_block_bytes(int fd)
{
	struct stat file;
	char path[128];
	dev_t device;

	if (fstat(fd, &file))
		t_fail("fstat: %s", strerror(errno));
	device = S_ISBLK(file.st_mode) ? file.st_rdev : file.st_dev;
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/queue/logical_block_size",
		 major(device), minor(device));
	/* Below tmpfs there is no device. */
	return access(path, F_OK) ? 512 : t_read_number(path);
}

static void write_all(int fd, const void *buffer, size_t bytes, uint64_t offset)
{
	ssize_t done = pwrite(fd, buffer, bytes, offset);

	if (done != (ssize_t)bytes)
		t_fail("pwrite of %zu bytes at %llu: %zd, %s", bytes, (unsigned long long)offset,
		       done, strerror(errno));
}

void t_device_fill(int fd, uint64_t offset, size_t bytes, uint32_t seed)
{
	void *buffer = t_alloc(bytes);

	t_fill(buffer, bytes, seed);
	write_all(fd, buffer, bytes, offset);
	t_free(buffer, bytes);
}

void t_device_fill_blocks(int fd, uint64_t offset, unsigned int blocks, uint32_t seed)
{
	size_t bytes = (size_t)blocks * T_BLOCK;
	char *buffer = t_alloc(bytes);

	for (unsigned int i = 0; i < blocks; i++)
		t_fill(buffer + (size_t)i * T_BLOCK, T_BLOCK, seed + i);
	write_all(fd, buffer, bytes, offset);
	t_free(buffer, bytes);
}

void t_check_device(const char *file, int line, int fd, uint64_t offset, size_t bytes,
		    uint32_t seed)
{
	void *buffer = t_alloc(bytes);
	ssize_t done = pread(fd, buffer, bytes, offset);

	if (done != (ssize_t)bytes)
		t_fail("%s:%d: pread of %zu bytes at %llu: %zd, %s", file, line, bytes,
		       (unsigned long long)offset, done, strerror(errno));
	t_check_filled(file, line, "what stands on the device", buffer, bytes, seed);
	t_free(buffer, bytes);
}

unsigned long t_nvme_interrupts(void)
{
	unsigned long total = 0;
	char line[1024];
	FILE *file;

	file = fopen("/proc/interrupts", "re");
	if (!file)
		t_fail("/proc/interrupts: %s", strerror(errno));
	while (fgets(line, sizeof(line), file)) {
		char *name = strstr(line, "nvme0q"), *at = strchr(line, ':'), *end;

		if (!name || !at || !strncmp(name, "nvme0q0", 7))
			continue;
		for (at++;; at = end) {
			unsigned long count = strtoul(at, &end, 10);

			if (end == at)
				break;
			total += count;
		}
	}
	fclose(file);
	return total;
}

/* Where nothing is said of a time, requests complete at once. */
static const char *memory_device(unsigned int mib, long completion_ms, long poll_queues)
{
	if (mount("none", CONFIGFS, "configfs", 0, NULL) && errno != EBUSY)
		t_skip("configfs, for a null_blk device that keeps its data: %s", strerror(errno));
	if (mkdir(MEMORY_DEVICE, 0700) && errno != EEXIST)
		t_skip("another null_blk device: %s", strerror(errno));
	if (!t_read_number(MEMORY_DEVICE "/power")) {
		t_write_number(MEMORY_DEVICE "/memory_backed", 1);
		t_write_number(MEMORY_DEVICE "/size", mib);
		t_write_number(MEMORY_DEVICE "/queue_mode", 2);
		if (access(MEMORY_DEVICE "/poll_queues", F_OK))
			t_skip("null_blk has no poll queues");
		t_write_number(MEMORY_DEVICE "/poll_queues", poll_queues);
		if (completion_ms) {
			t_write_number(MEMORY_DEVICE "/irqmode", 2);	/* by a timer */
			t_write_number(MEMORY_DEVICE "/completion_nsec", completion_ms * 1000000);
		}
		t_write_number(MEMORY_DEVICE "/power", 1);
	}
	return "/dev/nullb1";
}

const char *t_memory_device(unsigned int mib)
{
	return memory_device(mib, 0, 1);
}

const char *t_unpolled_device(unsigned int mib)
{
	return memory_device(mib, 0, 0);
}

const char *t_slow_device(unsigned int mib, long completion_ms)
{
	return memory_device(mib, completion_ms, 1);
}

void *t_slow_page(const char *path)
{
	int fd = t_open_device(path);
	void *page = t_map(T_BLOCK, MAP_PRIVATE, fd);

	close(fd);
	return page;
}

void t_memory_device_end(void)
{
	t_write_number(MEMORY_DEVICE "/power", 0);
	t_true(rmdir(MEMORY_DEVICE) == 0);
}

size_t t_memory_alignment(void)
{
	const char *path = "/sys/block/nvme0n1/queue/dma_alignment";

	return access(path, F_OK) ? 512 : t_read_number(path) + 1;
}

int t_open_tmpfs(void)
{
	int fd = open("/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);

	if (fd < 0)
		t_fail("a file on /tmp: %s", strerror(errno));
	return fd;
}
