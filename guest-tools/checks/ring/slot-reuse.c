// SPDX-License-Identifier: GPL-2.0-only
/* Once SQ head has passed a slot, whatever the application writes there changes nothing. */
#include "t-body.h"

int main(void)
{
	t_body_rewritten_later(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
