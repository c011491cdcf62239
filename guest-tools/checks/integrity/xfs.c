// SPDX-License-Identifier: GPL-2.0-only
/* What any path writes to a file of XFS on NVMe any other reads, also after the file system was mounted again. */
#include "t-body.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <linux/fs.h>

#define SECTORS "/kernel-test/xfs.sectors"	/* each with its offset before it */
#define FILESYSTEM_BYTES (64ull << 20)
#define MOUNT "/mnt"
#define BEHIND (1 << 20)

/* XFS trusts that a log it has not written yet is empty. */
static void make_filesystem(int fd)
{
	uint64_t range[2] = { 0, FILESYSTEM_BYTES };
	struct { uint64_t offset; char bytes[512]; } packed;
	char *sector = t_alloc(sizeof(packed.bytes));
	int sectors = open(SECTORS, O_RDONLY);

	if (sectors < 0)
		t_fail("%s: %s", SECTORS, strerror(errno));
	t_true(ioctl(fd, BLKZEROOUT, range) == 0);
	while (read(sectors, &packed, sizeof(packed)) == sizeof(packed)) {
		memcpy(sector, packed.bytes, sizeof(packed.bytes));
		t_eq(pwrite(fd, sector, sizeof(packed.bytes), packed.offset), sizeof(packed.bytes));
	}
	close(sectors);
}

static void mount_it(void)
{
	if (mount(T_NVME, MOUNT, "xfs", 0, NULL))
		t_fail("mounting XFS: %s", strerror(errno));
}

static int open_file(void)
{
	int fd = open(MOUNT "/file", O_RDWR | O_CREAT | O_DIRECT, 0600);

	if (fd < 0)
		t_fail(MOUNT "/file: %s", strerror(errno));
	return fd;
}

/* Into holes, behind the end and over what is there. The device has a poll queue, so the file can poll. */
static int write_and_read(void)
{
	int fd = open_file();

	t_body_integrity(fd, 0, IOCTX_FLAG_IOPOLL, 2, 4);
	t_device_fill(fd, BEHIND, T_BLOCK, 5);
	return T_PASS;
}

static int read_again(void)
{
	int fd = open_file();

	t_device_filled(fd, BEHIND, T_BLOCK, 5);
	return T_PASS;
}

static int on_filesystem(int (*body)(void))
{
	int verdict;

	mount_it();
	verdict = t_child_verdict(body);
	t_true(umount(MOUNT) == 0);
	return verdict;
}

int main(void)
{
	int fd = t_open_polled(T_NVME), verdict;

	make_filesystem(fd);
	close(fd);
	verdict = on_filesystem(write_and_read);
	return verdict == T_PASS ? on_filesystem(read_again) : verdict;
}
