// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verdicts, assertions, time and children of a check. Output goes out with one
 * write a line, so that a fork never prints a line twice and a crash loses none.
 */
#include "t.h"

#include <grp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define LINE_BYTES_MAX 1024

_Thread_local const char *t_doing;

static void say(const char *doing, const char *format, va_list args)
{
	char line[LINE_BYTES_MAX + 1];
	ssize_t written;
	int length, more;

	length = doing ? snprintf(line, LINE_BYTES_MAX / 2, "%.200s: ", doing) : 0;
	more = vsnprintf(line + length, LINE_BYTES_MAX - length, format, args);
	if (more < 0)
		return;
	length += more;
	if (length > LINE_BYTES_MAX - 1)
		length = LINE_BYTES_MAX - 1;
	line[length++] = '\n';
	written = write(STDOUT_FILENO, line, length);
	(void)written;
}

void t_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(NULL, format, args);
	va_end(args);
}

void t_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(t_doing, format, args);
	va_end(args);
	_exit(T_FAIL);
}

void t_skip(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(t_doing, format, args);
	va_end(args);
	_exit(T_SKIP);
}

const char *t_errno_name(int error)
{
	static const struct {
		int error;
		const char *name;
	} names[] = {
		{ EPERM, "EPERM" }, { ENOENT, "ENOENT" }, { EINTR, "EINTR" }, { EIO, "EIO" },
		{ EBADF, "EBADF" }, { ECHILD, "ECHILD" }, { EAGAIN, "EAGAIN" },
		{ ENOMEM, "ENOMEM" }, { EACCES, "EACCES" }, { EFAULT, "EFAULT" },
		{ EBUSY, "EBUSY" }, { EINVAL, "EINVAL" }, { ENOSPC, "ENOSPC" },
		{ ESPIPE, "ESPIPE" }, { ERANGE, "ERANGE" }, { ENOSYS, "ENOSYS" },
		{ EOVERFLOW, "EOVERFLOW" }, { EOPNOTSUPP, "EOPNOTSUPP" },
		{ EINPROGRESS, "EINPROGRESS" }, { ETIMEDOUT, "ETIMEDOUT" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].error == error)
			return names[i].name;
	return "unnamed";
}

void t_check_eq(const char *file, int line, const char *expression, long long got,
		long long expected)
{
	if (got != expected)
		t_fail("%s:%d: %s: expected %lld, got %lld", file, line, expression, expected, got);
}

static const char *describe_ret(char *text, size_t bytes, long ret)
{
	if (ret < 0 && ret > -4096)
		snprintf(text, bytes, "-%s (%ld)", t_errno_name((int)-ret), ret);
	else
		snprintf(text, bytes, "%ld", ret);
	return text;
}

void t_check_ret(const char *file, int line, const char *call, long got, long expected)
{
	char got_text[64], expected_text[64];

	if (got != expected)
		t_fail("%s:%d: %s: expected %s, got %s", file, line, call,
		       describe_ret(expected_text, sizeof(expected_text), expected),
		       describe_ret(got_text, sizeof(got_text), got));
}

int t_wait_ms(void)
{
	const char *scale = getenv("KERNEL_TEST_TIME_SCALE");
	int times = scale ? atoi(scale) : 1;

	return 5000 * (times > 0 ? times : 1);
}

uint64_t t_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

uint64_t t_deadline(unsigned int ms)
{
	return t_now_ns() + (uint64_t)ms * 1000000;
}

bool t_expired(uint64_t deadline)
{
	return t_now_ns() >= deadline;
}

void t_sleep_ms(unsigned int ms)
{
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };

	while (nanosleep(&left, &left) < 0 && errno == EINTR)
		;
}

int t_wait_child(pid_t pid)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	int status;

	for (;;) {
		pid_t ended = waitpid(pid, &status, WNOHANG);

		if (ended == pid)
			return status;
		if (ended < 0)
			t_fail("waitpid: %s", strerror(errno));
		if (t_expired(deadline)) {
			kill(pid, SIGKILL);
			t_fail("a child did not end within %d ms", T_WAIT_MS);
		}
		t_sleep_ms(1);
	}
}

void t_end_child(pid_t pid, int expected_signal)
{
	int status = t_wait_child(pid);

	/* A child that failed or skipped has said why, so the check ends as it did. */
	if (WIFSIGNALED(status) && WTERMSIG(status) != expected_signal)
		t_fail("a child was ended by signal %d", WTERMSIG(status));
	if (WIFEXITED(status) && WEXITSTATUS(status) != T_PASS)
		_exit(WEXITSTATUS(status));
	if (WIFEXITED(status) && expected_signal)
		t_fail("a child exited that was to be ended by signal %d", expected_signal);
}

static pid_t fork_child(void)
{
	pid_t pid = fork();

	if (pid < 0)
		t_fail("fork: %s", strerror(errno));
	return pid;
}

pid_t t_start_child(int (*body)(void))
{
	pid_t pid = fork_child();

	if (pid == 0)
		_exit(body());
	return pid;
}

pid_t t_start_killed_child(int (*body)(void))
{
	pid_t pid = fork_child();

	if (pid == 0) {
		int verdict = body();

		if (verdict == T_PASS)
			kill(getpid(), SIGKILL);
		_exit(verdict);
	}
	return pid;
}

void t_in_child(int (*body)(void))
{
	t_end_child(t_start_child(body), 0);
}

int t_child_verdict(int (*body)(void))
{
	int status = t_wait_child(t_start_child(body));

	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	t_say("a child was ended by signal %d", WTERMSIG(status));
	return T_FAIL;
}

void t_in_killed_child(int (*body)(void))
{
	t_end_child(t_start_killed_child(body), SIGKILL);
}

void t_as_user(size_t memlock_bytes, int (*body)(void))
{
	const struct rlimit memlock = { memlock_bytes, memlock_bytes };
	pid_t pid = fork_child();

	if (pid == 0) {
		/* A user that nobody was before: what another check left charged is not ours. */
		const uid_t nobody = 100000 + getpid();

		/* Leaving uid 0 clears every capability, CAP_IPC_LOCK among them. */
		if (setrlimit(RLIMIT_MEMLOCK, &memlock) || setgroups(0, NULL) ||
		    setresgid(nobody, nobody, nobody) || setresuid(nobody, nobody, nobody))
			t_fail("giving up privileges: %s", strerror(errno));
		_exit(body());
	}
	t_end_child(pid, 0);
}
