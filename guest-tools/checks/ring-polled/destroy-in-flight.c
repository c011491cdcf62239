// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() with polled IO in flight reaps it: the data is there, nothing stays pinned. */
#include "t-body.h"

int main(void)
{
	t_body_destroy_in_flight(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
