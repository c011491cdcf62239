// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() waits for IO on fixed buffers: the data is there, nothing stays pinned. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_destroy_in_flight, T_PATHS_FIXED);
	return T_PASS;
}
