// SPDX-License-Identifier: GPL-2.0-only
/* io_destroy() with IO on mapped iocbs in flight waits for it: the data is there, nothing stays pinned. */
#include "t-body.h"

int main(void)
{
	t_body_destroy_in_flight(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
