// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC and FDSYNC through mapped iocbs complete with 0. */
#include "t-body.h"

int main(void)
{
	t_body_fsync(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
