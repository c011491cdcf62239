// SPDX-License-Identifier: GPL-2.0-only
/* FSYNC and FDSYNC through the rings complete with 0. */
#include "t-body.h"

int main(void)
{
	t_body_fsync(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
