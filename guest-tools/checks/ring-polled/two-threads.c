// SPDX-License-Identifier: GPL-2.0-only
/* Two threads submit to and poll one context: each iocb is taken and completed exactly once. */
#include "t-body.h"

int main(void)
{
	t_body_two_threads(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
