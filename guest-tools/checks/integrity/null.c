// SPDX-License-Identifier: GPL-2.0-only
/* The same on a null_blk device that keeps its data: the block layer without hardware. */
#include "t-body.h"

#define DEVICE_MIB 8

static const char *path;

static int write_and_read(void)
{
	t_body_integrity(t_open_polled(path), 1 << 20, IOCTX_FLAG_IOPOLL, 3, 2);
	return T_PASS;
}

int main(void)
{
	int verdict;

	path = t_memory_device(DEVICE_MIB);
	verdict = t_child_verdict(write_and_read);
	t_memory_device_end();
	return verdict;
}
