// SPDX-License-Identifier: GPL-2.0-only
/* Once io_submit() returned, whatever becomes of the iocb changes nothing of its IO. */
#include "t-body.h"

int main(void)
{
	t_body_rewritten_later(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
