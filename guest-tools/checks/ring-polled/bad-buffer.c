// SPDX-License-Identifier: GPL-2.0-only
/* A buffer that is not there makes polled IO fail with EFAULT, as an event or at once. */
#include "t-body.h"

int main(void)
{
	t_body_bad_buffer(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
