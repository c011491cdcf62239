// SPDX-License-Identifier: GPL-2.0-only
/* GETEVENTS waits until min_complete events stand in the CQ ring, not for new ones. */
#include "t-body.h"

int main(void)
{
	t_body_min_complete(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
