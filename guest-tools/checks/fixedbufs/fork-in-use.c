// SPDX-License-Identifier: GPL-2.0-only
/* A forked child that lives on does not part the parent from its fixed buffers (copy on write). */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_fork_in_use, T_PATHS_FIXED);
	return T_PASS;
}
