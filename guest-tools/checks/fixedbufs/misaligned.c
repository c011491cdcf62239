// SPDX-License-Identifier: GPL-2.0-only
/* Direct IO with fixed buffers of a length or at an offset that is no block is EINVAL. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_misaligned, T_PATHS_FIXED);
	return T_PASS;
}
