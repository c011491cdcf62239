/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An XFS on a block device of the guest, for checks and the bench alike: made of
 * the sectors that mkfs.xfs wrote on the host, because the guest has no mkfs.
 */
#ifndef XFS_DISK_H
#define XFS_DISK_H

#define XFS_SECTORS "/kernel-test/xfs.sectors"	/* each with its offset before it */
#define XFS_MOUNT "/mnt"

/* Overwrites the start of device. NULL, or what failed; errno says why. */
const char *xfs_make(const char *device);

#endif
