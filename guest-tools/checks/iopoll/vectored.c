// SPDX-License-Identifier: GPL-2.0-only
/* Polled PREADV and PWRITEV scatter and gather in the right order. */
#include "t-body.h"

int main(void)
{
	t_body_vectored(IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
