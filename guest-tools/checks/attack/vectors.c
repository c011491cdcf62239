// SPDX-License-Identifier: GPL-2.0-only
/* Vectors that a thread rewrites while PREADV and PWRITEV read them: nothing beyond any of their parts. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_attack_vectors, IOCTX_FLAG_USERIOCB, IOCTX_FLAG_SCQRING,
		    IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
