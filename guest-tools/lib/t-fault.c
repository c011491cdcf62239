// SPDX-License-Identifier: GPL-2.0-only
/*
 * Faults, by /proc/thread-self/fail-nth and debugfs: one at a time, each in its
 * turn, so that every error path of a call is taken once.
 */
#include "t-kind.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>

#define DIR_DEBUGFS "/sys/kernel/debug"

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return written;
}

static void configure(const char *kind, const char *setting, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), DIR_DEBUGFS "/%s/%s", kind, setting);
	if (!write_text(path, value))
		t_fail("%s: %s", path, strerror(errno));
}

void t_fault_init(void)
{
	static const char *const kinds[] = { "failslab", "fail_page_alloc" };

	if (access("/proc/thread-self/fail-nth", F_OK))
		t_skip("the kernel has no fault injection");
	if (mount("debugfs", DIR_DEBUGFS, "debugfs", 0, NULL) && errno != EBUSY)
		t_fail("debugfs: %s", strerror(errno));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		configure(kinds[i], "verbose", "0");
	if (!access(DIR_DEBUGFS "/fail_usercopy", F_OK))	/* since Linux 5.10 */
		configure("fail_usercopy", "verbose", "0");
	configure("nvme0n1/fault_inject", "verbose", "0");
	/* By default only allocations that may not wait fail, and no single pages. */
	configure("failslab", "ignore-gfp-wait", "N");
	configure("fail_page_alloc", "ignore-gfp-wait", "N");
	configure("fail_page_alloc", "min-order", "0");
}

static int open_nth(void)
{
	int fd;

	/* The file belongs to who may be debugged; a process that gave up privileges is not that. */
	prctl(PR_SET_DUMPABLE, 1);
	fd = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		t_fail("/proc/thread-self/fail-nth: %s", strerror(errno));
	return fd;
}

static int nth_fd = -1;

void t_fault_arm(unsigned int n)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", n);

	nth_fd = open_nth();
	if (write(nth_fd, text, length) != length)
		t_fail("fail-nth: %s", strerror(errno));
}

bool t_fault_fired(void)
{
	char text[16] = "";
	ssize_t got = pread(nth_fd, text, sizeof(text) - 1, 0);
	/* Reading copies to user space too: when that fails, nothing before it did. */
	bool fired = got > 0 && atoi(text) == 0;

	/* So does writing, and when that fails the fault has been spent. */
	if (got > 0 && !fired && pwrite(nth_fd, "0", 1, 0) != 1 && errno != EFAULT)
		t_fail("fail-nth: %s", strerror(errno));
	close(nth_fd);
	return fired;
}

bool t_fault_errno(long ret)
{
	return ret == -ENOMEM || ret == -EAGAIN || ret == -EFAULT;
}

/* drivers/nvme/host/fault_inject.c: a command fails as one that the device does not know. */
bool t_fault_result(long res)
{
	return t_fault_errno(res) || res == -EIO || res == -EOPNOTSUPP;
}

void t_fault_disk(const char *disk, bool fails)
{
	char path[128];

	configure("fail_make_request", "verbose", "0");
	configure("fail_make_request", "times", "-1");
	configure("fail_make_request", "probability", fails ? "100" : "0");
	snprintf(path, sizeof(path), "/sys/block/%s/make-it-fail", disk);
	if (!write_text(path, fails ? "1" : "0"))
		t_fail("%s: %s", path, strerror(errno));
}

void t_fault_memory(bool fails)
{
	static _Thread_local int victim = -1;

	/* The filter spares all other threads. The file is open before opening it could fail. */
	if (victim < 0) {
		victim = open("/proc/thread-self/make-it-fail", O_WRONLY | O_CLOEXEC);
		if (victim < 0)
			t_fail("make-it-fail: %s", strerror(errno));
		configure("failslab", "task-filter", "Y");
		configure("failslab", "times", "-1");
		configure("failslab", "probability", "100");
	}
	if (pwrite(victim, fails ? "1" : "0", 1, 0) != 1)
		t_fail("make-it-fail: %s", strerror(errno));
}
