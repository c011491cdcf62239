// SPDX-License-Identifier: GPL-2.0-only
/* PREADV and PWRITEV through mapped iocbs scatter and gather in the right order. */
#include "t-body.h"

int main(void)
{
	t_body_vectored(IOCTX_FLAG_USERIOCB);
	return T_PASS;
}
