// SPDX-License-Identifier: GPL-2.0-only
/* Getting events while anything fails loses none of them. */
#include "t-kind.h"

#define FAULTS_MAX 1000
#define COUNT 4

static void fail_everywhere(int fd, uint32_t flags)
{
	struct io_event events[COUNT];
	struct t_kind kind;
	bool fired = true;
	unsigned int n;

	t_kind_alloc(&kind, flags, fd);
	t_ret(t_kind_setup(&kind), 0);
	for (n = 1; fired && n < FAULTS_MAX; n++) {
		bool seen[COUNT] = { false };
		long ret;

		t_kind_prep(&kind, IOCB_CMD_PREAD, COUNT);
		t_ret(t_kind_submit(&kind, 0, COUNT), COUNT);
		t_sleep_ms(2);
		t_fault_arm(n);
		ret = t_kind_reap(&kind, events, COUNT);
		fired = t_fault_fired();
		if (ret < 0 && (!fired || !t_fault_errno(ret)))
			t_fail("flags 0x%x, fault %u %s: %ld (%s)", flags, n,
			       fired ? "came" : "did not come", ret, t_errno_name((int)-ret));
		if (ret < 0)
			ret = 0;
		t_kind_wait(&kind, events + ret, COUNT - ret);
		for (unsigned int i = 0; i < COUNT; i++) {
			unsigned int index = t_kind_index(&events[i]);

			t_true(index < COUNT && !seen[index]);
			seen[index] = true;
			/* Polling is where the driver may be made to fail a command. */
			if (!fired || !t_fault_result(events[i].res))
				t_ret(events[i].res, T_BLOCK);
		}
	}
	t_say("flags 0x%x: %u faults", flags, n - 2);
	t_true(!fired);
	t_kind_destroy(&kind);
	t_kind_free(&kind);
}

int main(void)
{
	int fd;

	t_fault_init();
	fd = t_open_polled(T_NVME);
	t_each_kind(flags)
		fail_everywhere(fd, flags);
	return T_PASS;
}
