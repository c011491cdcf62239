// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits or is killed with polled IO in flight is gone in time; polling works on. */
#include "t-body.h"

int main(void)
{
	t_body_exit_in_flight(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
