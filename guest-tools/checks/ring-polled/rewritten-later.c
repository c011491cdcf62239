// SPDX-License-Identifier: GPL-2.0-only
/* Once SQ head has passed a slot, what is written there changes nothing of the polled IO. */
#include "t-body.h"

int main(void)
{
	t_body_rewritten_later(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
