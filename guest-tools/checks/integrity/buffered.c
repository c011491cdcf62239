// SPDX-License-Identifier: GPL-2.0-only
/* The same on a file without direct IO, where every path that does not poll goes through the page cache. */
#include "t-body.h"

int main(void)
{
	t_body_integrity(t_open_tmpfs(), 0, 0, 3, 3);
	return T_PASS;
}
