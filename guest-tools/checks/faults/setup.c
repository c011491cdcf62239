// SPDX-License-Identifier: GPL-2.0-only
/* A setup in which anything fails says so with an errno of its own and leaves nothing behind. */
#include "t-kind.h"

#include <stdio.h>
#include <sys/resource.h>

#define FAULTS_MAX 2000

static uint32_t flags_now;

static int fail_everywhere(void)
{
	struct t_kind kind;
	struct rlimit limit;
	unsigned int n, refused = 0;
	bool fired = true;
	long ret;

	t_kind_alloc(&kind, flags_now, -1);
	t_ret(t_kind_setup(&kind), 0);
	/* From now on one context takes all there is: whatever stays charged stops the next. */
	limit.rlim_cur = limit.rlim_max = t_status_value("VmPin") * 1024;
	t_true(setrlimit(RLIMIT_MEMLOCK, &limit) == 0);
	t_kind_destroy(&kind);
	for (n = 1; fired && n < FAULTS_MAX; n++) {
		t_fault_arm(n);
		ret = t_kind_setup(&kind);
		fired = t_fault_fired();
		if (ret && (!fired || !t_fault_errno(ret)))
			t_fail("flags 0x%x, fault %u %s: %ld (%s)", flags_now, n,
			       fired ? "came" : "did not come", ret, t_errno_name((int)-ret));
		/* Some faults have a way round them. */
		if (!ret)
			t_kind_destroy(&kind);
		refused += !!ret;
		t_eq(t_status_value("VmPin"), 0);
	}
	t_say("flags 0x%x: %u faults, %u setups refused", flags_now, n - 2, refused);
	t_true(!fired);
	t_true(refused > 0);
	t_ret(t_kind_setup(&kind), 0);
	t_kind_destroy(&kind);
	return T_PASS;
}

int main(void)
{
	const long pins = t_pins(), vmaps = t_vmaps();

	t_fault_init();
	t_each_kind(flags) {
		flags_now = flags;
		t_as_user(1 << 20, fail_everywhere);
		t_eq(t_pins(), pins);
		t_eq(t_vmaps(), vmaps);
	}
	t_falls_to(t_file_number, "/proc/sys/fs/aio-nr", 0);
	return T_PASS;
}
