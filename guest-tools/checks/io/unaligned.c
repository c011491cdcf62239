// SPDX-License-Identifier: GPL-2.0-only
/* Direct IO that is not aligned to the device's blocks fails with EINVAL, polled or not. */
#include "t-body.h"

int main(void)
{
	T_EACH_PATH(t_body_misaligned, 0, IOCTX_FLAG_USERIOCB,
		    IOCTX_FLAG_SCQRING, T_PATHS_POLLED);
	return T_PASS;
}
