// SPDX-License-Identifier: GPL-2.0-only
/* exec with IO in flight ends the context: the new image starts in time, and IO works on. */
#include "t-body.h"

int main(int argc, char *argv[])
{
	(void)argv;
	return t_body_exec_in_flight(argc, IOCTX_FLAG_SCQRING);
}
