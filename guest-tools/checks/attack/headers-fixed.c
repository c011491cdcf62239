// SPDX-License-Identifier: GPL-2.0-only
/* The same with fixed buffers: ring headers rewritten all the time. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_attack_headers, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING,
		    IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
