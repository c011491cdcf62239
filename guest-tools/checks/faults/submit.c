// SPDX-License-Identifier: GPL-2.0-only
/* A submission in which anything fails takes each iocb once: refused now, or answered by one event. */
#include "t-kind.h"

#define FAULTS_MAX 2000
#define COUNT 4

/* What the fault kept back is submitted again, now without one. */
static void submit(struct t_kind *kind, unsigned int n, bool *fired)
{
	unsigned int taken = 0;

	t_fault_arm(n);
	for (int round = 0; taken < COUNT; round++) {
		long ret = t_kind_submit(kind, taken, COUNT);

		if (round == 0)
			*fired = t_fault_fired();
		if (ret < 0 && !(round == 0 && *fired && t_fault_errno(ret)))
			t_fail("flags 0x%x, fault %u %s, call %d: %ld (%s)", kind->flags, n,
			       *fired ? "came" : "did not come", round + 1, ret,
			       t_errno_name((int)-ret));
		t_true(ret <= COUNT - (long)taken);
		if (ret > 0)
			taken += ret;
		if (round == COUNT + 1)
			t_fail("flags 0x%x, fault %u: %u of %d taken", kind->flags, n, taken,
			       COUNT);
	}
}

/* One event each; a failed one has an errno for its result. */
static unsigned int judge(struct t_kind *kind, const struct io_event *events, unsigned int n)
{
	bool seen[COUNT] = { false };
	unsigned int failed = 0;

	for (unsigned int i = 0; i < COUNT; i++) {
		unsigned int index = t_kind_index(&events[i]);

		if (index >= COUNT || seen[index])
			t_fail("flags 0x%x, fault %u: an event of iocb %u, again or never submitted",
			       kind->flags, n, index);
		seen[index] = true;
		if (events[i].res == T_BLOCK)
			continue;
		failed++;
		if (!t_fault_result(events[i].res))
			t_fail("flags 0x%x, fault %u: the event's result is %lld", kind->flags, n,
			       (long long)events[i].res);
	}
	return failed;
}

static void fail_everywhere(int fd, uint32_t flags, int opcode)
{
	struct io_event events[COUNT];
	unsigned int n, failed = 0;
	struct t_kind kind;
	bool fired = true;

	t_kind_alloc(&kind, flags, fd);
	t_ret(t_kind_setup(&kind), 0);
	for (n = 1; fired && n < FAULTS_MAX; n++) {
		t_kind_prep(&kind, opcode, COUNT);
		submit(&kind, n, &fired);
		t_kind_wait(&kind, events, COUNT);
		failed += judge(&kind, events, n);
		if (!fired)
			t_eq(judge(&kind, events, n), 0);
	}
	t_say("flags 0x%x, opcode %d: %u faults, %u events with an errno", flags, opcode, n - 2,
	      failed);
	t_true(!fired);
	t_kind_destroy(&kind);
	t_kind_free(&kind);
}

int main(void)
{
	const long pins = t_pins();
	int fd;

	t_fault_init();
	fd = t_open_polled(T_NVME);
	t_each_kind(flags) {
		fail_everywhere(fd, flags, IOCB_CMD_PREAD);
		fail_everywhere(fd, flags, IOCB_CMD_PWRITE);
	}
	t_eq(t_pins(), pins);
	t_eq(t_status_value("VmPin"), 0);
	return T_PASS;
}
