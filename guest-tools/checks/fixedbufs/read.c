// SPDX-License-Identifier: GPL-2.0-only
/* A read with fixed buffers on iocb i brings what plain pwrite() wrote to the start of buffer i. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_read, T_PATHS_FIXED);
	return T_PASS;
}
