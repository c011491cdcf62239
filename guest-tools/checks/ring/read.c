// SPDX-License-Identifier: GPL-2.0-only
/* Reads through the rings bring what plain pwrite() wrote, with obj, data and res right. */
#include "t-body.h"

int main(void)
{
	t_body_read(IOCTX_FLAG_SCQRING);
	return T_PASS;
}
