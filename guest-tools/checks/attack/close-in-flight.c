// SPDX-License-Identifier: GPL-2.0-only
/* Closing the file while IO on it is in flight changes nothing for that IO. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_close_in_flight, T_PATHS_PLAIN,
		    IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL);
	return T_PASS;
}
