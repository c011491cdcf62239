// SPDX-License-Identifier: GPL-2.0-only
/*
 * The end of processes. Init is the parent of whatever a program leaves behind,
 * and the only process that is left when an entry is over, but for one that the
 * kernel cannot get rid of: that is reported once, with the entry it came from.
 */
#include "init.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define REAP_MAX 4096			/* processes reaped before looking at anything else */

/* Processes that outlived the SIGKILL of an earlier entry, which this one is not to blame for. */
static unsigned int stuck;

bool reap(pid_t pid, bool *ended, int *status)
{
	int any;

	for (int i = 0; i < REAP_MAX; i++) {
		pid_t reaped = waitpid(-1, &any, WNOHANG);

		if (reaped < 0 && errno == ECHILD)
			return true;
		if (reaped <= 0)
			return false;
		if (reaped == pid) {
			*status = any;
			*ended = true;
		}
	}
	return false;
}

/* SIGCHLD is blocked but for here, so that none is missed before it. */
static void sleep_until_child(int ms)
{
	const struct timespec timeout = { .tv_nsec = (long)ms * 1000000 };
	sigset_t none;

	sigemptyset(&none);
	ppoll(NULL, 0, &timeout, &none);
}

/*
 * The processes that are neither init nor threads of the kernel, which are in no
 * process group. Reading a file of /proc/<pid> could wait for a process that is
 * stuck in exec, for as long as that one is.
 */
static unsigned int count_processes(void)
{
	struct dirent *entry;
	unsigned int count = 0;
	DIR *processes;

	processes = opendir("/proc");
	if (!processes)
		return stuck;
	while ((entry = readdir(processes))) {
		pid_t pid = atoi(entry->d_name);

		if (pid > 1 && getpgid(pid) > 0)
			count++;
	}
	closedir(processes);
	return count;
}

bool kill_everything(pid_t pid, bool *ended, int *status)
{
	uint64_t deadline = clock_ms() + KILL_WAIT_MS;

	for (;;) {
		kill(-1, SIGKILL);
		if (reap(pid, ended, status)) {
			stuck = 0;
			return true;
		}
		if (stuck && count_processes() <= stuck)
			return true;
		if (ms_left(deadline) == 0)
			break;
		sleep_until_child(20);
	}
	stuck = count_processes();
	return false;
}
