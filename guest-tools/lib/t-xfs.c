// SPDX-License-Identifier: GPL-2.0-only
/*
 * An XFS on the NVMe device, mounted for as long as a body of a check runs.
 */
#include "t.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <linux/fs.h>

#include "xfs-disk.h"

#define FILESYSTEM_BYTES (64ull << 20)

/* The page cache makes whole blocks of the sectors. */
static const char *make_of_large_blocks(void)
{
	struct { uint64_t offset; char bytes[512]; } packed;
	uint64_t range[2] = { 0, FILESYSTEM_BYTES };
	int sectors = open(XFS_SECTORS, O_RDONLY | O_CLOEXEC);
	int fd = open(T_NVME, O_RDWR | O_EXCL | O_CLOEXEC);

	if (sectors < 0 || fd < 0)
		return sectors < 0 ? XFS_SECTORS : T_NVME;
	if (ioctl(fd, BLKZEROOUT, range))
		return "BLKZEROOUT";
	while (read(sectors, &packed, sizeof(packed)) == sizeof(packed))
		if (pwrite(fd, packed.bytes, sizeof(packed.bytes), packed.offset) != sizeof(packed.bytes))
			return "writing the sectors of an XFS";
	if (fsync(fd))
		return "fsync";
	close(sectors);
	close(fd);
	return NULL;
}

void t_make_xfs(void)
{
	int fd = t_open_polled(T_NVME);		/* skips where it cannot poll */
	bool large_blocks = t_block_bytes(fd) > 512;
	const char *failed;

	close(fd);
	failed = large_blocks ? make_of_large_blocks() : xfs_make(T_NVME);
	if (failed)
		t_fail("%s: %s", failed, strerror(errno));
}

static int tell(unsigned long command)
{
	int fd = open(XFS_MOUNT, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret;

	if (fd < 0)
		t_fail(XFS_MOUNT ": %s", strerror(errno));
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

	if (mount(T_NVME, XFS_MOUNT, "xfs", 0, NULL))
		t_fail("mounting XFS: %s", strerror(errno));
	verdict = t_child_verdict(body);
	tell(FITHAW);		/* what failed may have left it frozen */
	t_true(umount(XFS_MOUNT) == 0);
	return verdict;
}

int t_open_xfs(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), XFS_MOUNT "/%s", name);
	fd = open(path, O_RDWR | O_CREAT | O_DIRECT | O_CLOEXEC, 0600);
	if (fd < 0)
		t_fail("%s: %s", path, strerror(errno));
	return fd;
}
