// SPDX-License-Identifier: GPL-2.0-only
/* IOCB_FLAG_RESFD counts up the eventfd once for each event with fixed buffers, too. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_eventfd, T_PATHS_FIXED);
	return T_PASS;
}
