// SPDX-License-Identifier: GPL-2.0-only
/* exec ends the contexts of the old image: the new one may pin as much again. */
#include "t.h"

#include <stdio.h>
#include <stdlib.h>

static void use_all(void)
{
	struct t_setup setup;

	t_setup_init(&setup, 63, IOCTX_FLAG_SCQRING);	/* 2 pages: all there is */
	t_ret(t_setup_call(&setup), 0);
}

static int first_image(void)
{
	use_all();
	execl("/proc/self/exe", "memlock-exec", "1", NULL);
	t_fail("/proc/self/exe: %s", strerror(errno));
}

int main(int argc, char *argv[])
{
	int left = argc > 1 ? atoi(argv[1]) : 0;
	char next[16];

	if (argc > 1) {
		use_all();
		if (left == 0)
			return T_PASS;
		snprintf(next, sizeof(next), "%d", left - 1);
		execl("/proc/self/exe", "memlock-exec", next, NULL);
		t_fail("/proc/self/exe: %s", strerror(errno));
	}
	t_need_setup2(IOCTX_FLAG_SCQRING);
	t_as_user(2 * t_page_bytes(), first_image);
	return T_PASS;
}
