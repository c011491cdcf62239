// SPDX-License-Identifier: GPL-2.0-only
/* With fixed buffers res is what was read, at the end of the device and behind it. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_short_read, T_PATHS_FIXED);
	return T_PASS;
}
