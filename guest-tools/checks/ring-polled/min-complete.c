// SPDX-License-Identifier: GPL-2.0-only
/* SUBMIT with GETEVENTS polls until min_complete events stand in the CQ ring. */
#include "t-body.h"

int main(void)
{
	t_body_min_complete(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
