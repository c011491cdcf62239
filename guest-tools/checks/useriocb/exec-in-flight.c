// SPDX-License-Identifier: GPL-2.0-only
/* exec with IO on mapped iocbs in flight ends the context: the new image starts in time. */
#include "t-body.h"

int main(int argc, char *argv[])
{
	(void)argv;
	return t_body_exec_in_flight(argc, IOCTX_FLAG_USERIOCB);
}
