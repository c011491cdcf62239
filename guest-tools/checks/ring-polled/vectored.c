// SPDX-License-Identifier: GPL-2.0-only
/* Polled PREADV and PWRITEV through the rings scatter and gather in the right order. */
#include "t-body.h"

int main(void)
{
	t_body_vectored(IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
