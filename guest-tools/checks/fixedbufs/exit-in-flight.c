// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits or is killed with IO on fixed buffers in flight is gone in time; IO works on. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_exit_in_flight, T_PATHS_FIXED);
	return T_PASS;
}
