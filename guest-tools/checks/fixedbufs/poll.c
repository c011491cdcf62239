// SPDX-License-Identifier: GPL-2.0-only
/* POLL works on a context with fixed buffers that does not poll the device. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_poll, IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_USERIOCB,
		    IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING);
	return T_PASS;
}
