// SPDX-License-Identifier: GPL-2.0-only
/* The same for polled IO: iocbs rewritten all the time by a thread and a child. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_attack_iocbs, T_PATHS_POLLED);
	return T_PASS;
}
