// SPDX-License-Identifier: GPL-2.0-only
/* Iocbs that a thread and a child rewrite all the time: as many events as were taken, and no more written. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_attack_iocbs, T_PATHS_PLAIN);
	return T_PASS;
}
