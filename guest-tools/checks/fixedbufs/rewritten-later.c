// SPDX-License-Identifier: GPL-2.0-only
/* Once submitted, whatever becomes of the iocb changes nothing of its IO on a fixed buffer. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_rewritten_later, T_PATHS_FIXED);
	return T_PASS;
}
