// SPDX-License-Identifier: GPL-2.0-only
/* What any path writes to a file of XFS on NVMe any other reads, also after the file system was mounted again. */
#include "t-body.h"

#define BEHIND (1 << 20)

/* Into holes, behind the end and over what is there. The device has a poll queue, so the file can poll. */
static int write_and_read(void)
{
	int fd = t_open_xfs("file");

	t_body_integrity(fd, 0, IOCTX_FLAG_IOPOLL, 2, 4);
	t_device_fill(fd, BEHIND, T_BLOCK, 5);
	return T_PASS;
}

static int read_again(void)
{
	t_device_filled(t_open_xfs("file"), BEHIND, T_BLOCK, 5);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_make_xfs();
	verdict = t_xfs_verdict(write_and_read);
	return verdict == T_PASS ? t_xfs_verdict(read_again) : verdict;
}
