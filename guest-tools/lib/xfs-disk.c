// SPDX-License-Identifier: GPL-2.0-only
/* Puts the sectors of an XFS in their places on a block device. */
#include "xfs-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FILESYSTEM_BYTES (64ull << 20)
#define SECTOR_BYTES 512

static const char *write_sectors(int device, int sectors)
{
	static _Alignas(4096) char sector[SECTOR_BYTES];
	struct { uint64_t offset; char bytes[SECTOR_BYTES]; } packed;

	while (read(sectors, &packed, sizeof(packed)) == sizeof(packed)) {
		memcpy(sector, packed.bytes, sizeof(sector));
		if (pwrite(device, sector, sizeof(sector), packed.offset) != sizeof(sector))
			return "writing the sectors of an XFS";
	}
	return NULL;
}

/* XFS trusts that a log it has not written yet is empty. */
const char *xfs_make(const char *device)
{
	uint64_t range[2] = { 0, FILESYSTEM_BYTES };
	int sectors = open(XFS_SECTORS, O_RDONLY | O_CLOEXEC), fd;
	const char *failed = NULL;

	if (sectors < 0)
		return XFS_SECTORS;
	fd = open(device, O_RDWR | O_DIRECT | O_EXCL | O_CLOEXEC);
	if (fd < 0)
		failed = device;
	else if (ioctl(fd, BLKZEROOUT, range))
		failed = "BLKZEROOUT";
	else
		failed = write_sectors(fd, sectors);
	if (fd >= 0)
		close(fd);
	close(sectors);
	return failed;
}
