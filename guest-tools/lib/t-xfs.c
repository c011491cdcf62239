// SPDX-License-Identifier: GPL-2.0-only
/*
 * An XFS on the NVMe device: made of the sectors that mkfs.xfs wrote on the
 * host, mounted for as long as a body of a check runs.
 */
#include "t.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <linux/fs.h>

#define SECTORS "/kernel-test/xfs.sectors"	/* each with its offset before it */
#define FILESYSTEM_BYTES (64ull << 20)
#define MOUNT "/mnt"

/* XFS trusts that a log it has not written yet is empty. */
void t_make_xfs(void)
{
	struct { uint64_t offset; char bytes[512]; } packed;
	char *sector = t_alloc(sizeof(packed.bytes));
	uint64_t range[2] = { 0, FILESYSTEM_BYTES };
	int fd = t_open_polled(T_NVME), sectors = open(SECTORS, O_RDONLY | O_CLOEXEC);

	if (sectors < 0)
		t_fail("%s: %s", SECTORS, strerror(errno));
	t_true(ioctl(fd, BLKZEROOUT, range) == 0);
	while (read(sectors, &packed, sizeof(packed)) == sizeof(packed)) {
		memcpy(sector, packed.bytes, sizeof(packed.bytes));
		t_eq(pwrite(fd, sector, sizeof(packed.bytes), packed.offset), sizeof(packed.bytes));
	}
	t_free(sector, sizeof(packed.bytes));
	close(sectors);
	close(fd);
}

static int tell(unsigned long command)
{
	int fd = open(MOUNT, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret;

	if (fd < 0)
		t_fail(MOUNT ": %s", strerror(errno));
	ret = ioctl(fd, command, 0);
	close(fd);
	return ret;
}

void t_freeze_xfs(void)
{
	if (tell(FIFREEZE))
		t_fail("freezing XFS: %s", strerror(errno));
}

void t_thaw_xfs(void)
{
	if (tell(FITHAW))
		t_fail("thawing XFS: %s", strerror(errno));
}

int t_xfs_verdict(int (*body)(void))
{
	int verdict;

	if (mount(T_NVME, MOUNT, "xfs", 0, NULL))
		t_fail("mounting XFS: %s", strerror(errno));
	verdict = t_child_verdict(body);
	tell(FITHAW);		/* what failed may have left it frozen */
	t_true(umount(MOUNT) == 0);
	return verdict;
}

int t_open_xfs(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), MOUNT "/%s", name);
	fd = open(path, O_RDWR | O_CREAT | O_DIRECT | O_CLOEXEC, 0600);
	if (fd < 0)
		t_fail("%s: %s", path, strerror(errno));
	return fd;
}
