// SPDX-License-Identifier: GPL-2.0-only
/* A forked child that lives on does not part the parent from its rings (copy on write). */
#include "t-body.h"

int main(void)
{
	t_body_fork_in_use(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
