// SPDX-License-Identifier: GPL-2.0-only
/* Ring headers rewritten all the time while two threads enter: the kernel stays within the rings. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_attack_headers, IOCTX_FLAG_SCQRING,
		    IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
