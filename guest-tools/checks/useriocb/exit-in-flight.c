// SPDX-License-Identifier: GPL-2.0-only
/* A process that exits or is killed with IO in flight is gone in time, and the device works on. */
#include "t-body.h"

int main(void)
{
	t_body_exit_in_flight(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
