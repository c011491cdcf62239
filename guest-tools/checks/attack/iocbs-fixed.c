// SPDX-License-Identifier: GPL-2.0-only
/* The same with fixed buffers: no length that an iocb claims reaches beyond what was registered. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_attack_iocbs, T_PATHS_FIXED);
	return T_PASS;
}
