// SPDX-License-Identifier: GPL-2.0-only
/* A buffer over 4 MiB is EINVAL at setup, one of 4 MiB is none too large. */
#include "t.h"

#define FIXED IOCTX_FLAG_FIXEDBUFS
#define BYTES_MAX (4u << 20)

static void try_flags(uint32_t flags)
{
	static const uint64_t too_large[] = {
		BYTES_MAX + 1, 8u << 20, 1ull << 32, 1ull << 63, UINT64_MAX,
	};
	struct t_setup setup;

	t_need_setup2(flags);
	t_setup_init_sized(&setup, 2, flags, BYTES_MAX);
	for (size_t i = 0; i < sizeof(too_large) / sizeof(too_large[0]); i++) {
		setup.iocbs[0].aio_nbytes = too_large[i];
		t_ret(t_setup_call(&setup), -EINVAL);
		t_eq(t_status_value("VmPin"), 0);
	}
	setup.iocbs[0].aio_nbytes = BYTES_MAX;
	t_ret(t_setup_call(&setup), 0);
	t_ret(io_destroy(setup.ctx), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, FIXED | IOCTX_FLAG_USERIOCB, FIXED | IOCTX_FLAG_SCQRING);
	return T_PASS;
}
