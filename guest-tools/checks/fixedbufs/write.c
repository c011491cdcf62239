// SPDX-License-Identifier: GPL-2.0-only
/* What a write with fixed buffers took from buffer i, plain pread() finds on the device. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_write, T_PATHS_FIXED);
	return T_PASS;
}
