// SPDX-License-Identifier: GPL-2.0-only
/* What any path writes to the NVMe device any other reads: all depths and sizes, polled and not. */
#include "t-body.h"

int main(void)
{
	t_body_integrity(t_open_polled(T_NVME), 16 << 20, IOCTX_FLAG_IOPOLL, T_INTEGRITY_SHAPES, 1);
	return T_PASS;
}
