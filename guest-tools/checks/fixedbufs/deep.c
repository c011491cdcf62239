// SPDX-License-Identifier: GPL-2.0-only
/* 32 reads with fixed buffers in flight for many rounds: each event once, every block right. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_deep, T_PATHS_FIXED);
	return T_PASS;
}
