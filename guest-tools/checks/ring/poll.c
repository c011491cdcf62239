// SPDX-License-Identifier: GPL-2.0-only
/* POLL through the rings completes when the pipe becomes readable, not before. */
#include "t-body.h"

int main(void)
{
	t_body_poll(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
