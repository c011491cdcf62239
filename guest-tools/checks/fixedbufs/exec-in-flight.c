// SPDX-License-Identifier: GPL-2.0-only
/* exec with polled IO on fixed buffers in flight: the new image starts in time with nothing pinned. */
#include "t-body.h"

int main(int argc, char *argv[])
{
	(void)argv;
	return t_body_exec_in_flight(argc, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING |
					   IOCTX_FLAG_IOPOLL);
}
