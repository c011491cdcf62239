// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device or file that is measured: opened for direct IO, and refused where a
 * number would mean something else than it says, or cost somebody's data.
 */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/*
 * Since Linux 5.15 the block layer quietly turns a polled IO into an ordinary
 * one where there is no poll queue (block/blk-core.c, bio_clear_polled()). That
 * would be a number with a wrong name.
 */
void device_need_poll_queue(const struct bench *bench)
{
	static const char *const places[] = {
		"/sys/dev/block/%u:%u/queue/io_poll", "/sys/dev/block/%u:%u/../queue/io_poll",
	};
	struct stat file;
	dev_t device;

	if (fstat(bench->fd, &file))
		bench_fail("%s: %s", bench->path, strerror(errno));
	device = S_ISBLK(file.st_mode) ? file.st_rdev : file.st_dev;

	for (int i = 0; i < 2; i++) {
		char queue[128];
		int polls = 1;
		FILE *flag;

		snprintf(queue, sizeof(queue), places[i], major(device), minor(device));
		flag = fopen(queue, "re");
		if (!flag)
			continue;
		if (fscanf(flag, "%d", &polls) == 1 && !polls)
			bench_fail("%s was granted no poll queue", bench->path);
		fclose(flag);
		return;
	}
}

uint64_t device_open(struct bench *bench)
{
	const char *name = bench->params.device;
	uint64_t bytes = 0;
	struct stat file;
	int flags;

	bench->path = !strcmp(name, "nvme") ? "/dev/nvme0n1" :
		      !strcmp(name, "null") ? "/dev/nullb0" :
		      !strcmp(name, "file") ? XFS_FILE : name;
	if (stat(bench->path, &file))
		bench_fail("%s: %s", bench->path, strerror(errno));
	flags = O_DIRECT | O_CLOEXEC | (bench->writes ? O_RDWR : O_RDONLY);
	/* A block device that something has mounted is not written to. One thread claims it for all. */
	if (bench->writes && S_ISBLK(file.st_mode) && bench->thread == 0)
		flags |= O_EXCL;
	bench->fd = open(bench->path, flags);
	if (bench->fd < 0)
		bench_fail("%s: %s%s", bench->path, strerror(errno),
			   errno == EINVAL ? ": it has no direct IO" : "");
	if (S_ISBLK(file.st_mode)) {
		if (ioctl(bench->fd, BLKGETSIZE64, &bytes))
			bench_fail("%s: BLKGETSIZE64: %s", bench->path, strerror(errno));
	} else {
		bytes = file.st_size;
	}
	if (bytes < bench->params.bs)
		bench_fail("%s has less than one block", bench->path);
	return bytes / bench->params.bs;
}
