// SPDX-License-Identifier: GPL-2.0-only
/* A read through a mapped iocb brings what plain pwrite() wrote; obj is the index. */
#include "t-body.h"

int main(void)
{
	t_body_read(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
