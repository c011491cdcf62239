// SPDX-License-Identifier: GPL-2.0-only
/* A forked child that lives on does not part the parent from its polled rings (copy on write). */
#include "t-body.h"

int main(void)
{
	t_body_fork_in_use(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
