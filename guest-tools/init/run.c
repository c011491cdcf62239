// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs one program: forks it into a session of its own, hands its output on as
 * it comes, ends it when its time is over, and leaves no process behind.
 */
#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHUNK_BYTES 32768
#define DRAIN_BYTES_MAX (2 << 20)	/* twice the largest pipe */
#define SILENT_MS 20			/* until a port without a host is looked at again */

static char *environment[] = {
	"PATH=/bin:/sbin:/usr/bin:/kernel-test/bench", "HOME=/", "TERM=dumb", NULL, NULL
};

void run_set_terminal(const char *name)
{
	static char terminal[NAME_BYTES_MAX];

	snprintf(terminal, sizeof(terminal), "TERM=%s", name);
	environment[2] = terminal;
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written;

	if (fd < 0)
		return;
	written = write(fd, text, strlen(text));
	(void)written;
	close(fd);
}

static void on_child(int signal)
{
	(void)signal;
}

void run_init(void)
{
	struct sigaction action = { .sa_handler = on_child };
	const char *scale = getenv("KERNEL_TEST_TIME_SCALE");
	static char time_scale[64];
	sigset_t blocked;

	/* From the kernel's command line, for T_WAIT_MS. */
	if (scale) {
		snprintf(time_scale, sizeof(time_scale), "KERNEL_TEST_TIME_SCALE=%s", scale);
		environment[3] = time_scale;
	}

	/* SIGCHLD only ever interrupts ppoll(), so that none is missed before it. */
	sigaction(SIGCHLD, &action, NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	signal(SIGPIPE, SIG_IGN);
	write_file("/proc/self/oom_score_adj", "-1000");
}

static void __attribute__((noreturn)) become(char *const argv[], int in, int out, int err)
{
	const struct rlimit no_core = { 0, 0 };
	sigset_t none;

	setsid();
	/* A session's first terminal is its own: it signals and stops its jobs. */
	if (in == out)
		ioctl(in, TIOCSCTTY, 0);
	setrlimit(RLIMIT_CORE, &no_core);
	write_file("/proc/self/oom_score_adj", "1000");
	signal(SIGPIPE, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (in < 0)
		in = open("/dev/null", O_RDONLY);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0 || chdir("/"))
		_exit(126);
	if (in > 2)
		close(in);
	/* execvpe() searches the caller's PATH, not the one it is given. */
	setenv("PATH", environment[0] + strlen("PATH="), 1);
	execvpe(argv[0], argv, environment);
	dprintf(2, "kernel-test: cannot execute %s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/* Of its ends, 0 to read and 1 to write, `end` is ours, and does not block. */
static bool make_pipe(int end, int *ours, int *theirs)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		return false;
	fcntl(ends[end], F_SETFL, O_NONBLOCK);
	*ours = ends[end];
	*theirs = ends[!end];
	return true;
}

static void close_output(struct run_output *output)
{
	if (output && output->fd >= 0)
		close(output->fd);
	if (output)
		output->fd = -1;
}

/* One read of what the program wrote; the bytes, or 0 when nothing is there (any more). */
static size_t take_some(struct run_output *output)
{
	static char chunk[CHUNK_BYTES];
	ssize_t count;

	if (!output || output->fd < 0)
		return 0;
	count = read(output->fd, chunk, sizeof(chunk));
	if (count > 0) {
		output->take(output->context, chunk, count);
		return count;
	}
	if (count == 0 || (errno != EAGAIN && errno != EINTR))
		close_output(output);
	return 0;
}

static void drain(struct run_output *output)
{
	size_t taken = 0, count;

	while (taken < DRAIN_BYTES_MAX && (count = take_some(output)) > 0)
		taken += count;
}

/* Until there is output, a child has ended, or the time is over. */
static void wait_for_something(const struct run_input *input, struct run_output *output,
			       struct run_output *errors, int ms)
{
	struct timespec timeout = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };
	struct pollfd ready[4] = {
		{ .fd = output ? output->fd : -1, .events = POLLIN },
		{ .fd = errors ? errors->fd : -1, .events = POLLIN },
		{ .fd = input && !input->silent && !input_waits(input) ? input->port : -1, .events = POLLIN },
		{ .fd = input && input_waits(input) ? input->fd : -1, .events = POLLOUT },
	};
	sigset_t none;

	if (input && input->silent && ms > SILENT_MS) {
		timeout.tv_sec = 0;
		timeout.tv_nsec = SILENT_MS * 1000000;
	}

	sigemptyset(&none);
	ppoll(ready, 4, &timeout, &none);
}

static void note_status(struct run_result *result, int status)
{
	if (WIFSIGNALED(status)) {
		result->signal = WTERMSIG(status);
		result->status = 128 + result->signal;
	} else {
		result->status = WEXITSTATUS(status);
	}
}

static bool make_terminal(struct run_input *input, struct run_output *output, int *program)
{
	int unlock = 0;

	input->fd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (input->fd < 0 || ioctl(input->fd, TIOCSPTLCK, &unlock))
		return false;
	*program = ioctl(input->fd, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	output->fd = fcntl(input->fd, F_DUPFD_CLOEXEC, 3);
	input_resize(input, input->rows, input->columns);
	return *program >= 0 && output->fd >= 0;
}

static pid_t start(char *const argv[], struct run_input *input, struct run_output *output,
		   struct run_output *errors)
{
	int in = -1, out = -1, err = -1;
	pid_t pid = -1;

	output->fd = -1;
	if (errors)
		errors->fd = -1;
	if (input)
		input->fd = -1;
	if (input && input->tty) {
		if (make_terminal(input, output, &out))
			pid = fork();
		in = out;
	} else if ((!input || make_pipe(1, &input->fd, &in)) && make_pipe(0, &output->fd, &out) &&
		   (!errors || make_pipe(0, &errors->fd, &err))) {
		pid = fork();
	}
	if (pid == 0)
		become(argv, in, out, errors ? err : out);
	if (in >= 0 && in != out)
		close(in);
	if (out >= 0)
		close(out);
	if (err >= 0)
		close(err);
	return pid;
}

void run_program(char *const argv[], unsigned int timeout_ms, struct run_input *input,
		 struct run_output *output, struct run_output *errors, struct run_result *result)
{
	uint64_t started = clock_ms(), deadline = started + timeout_ms;
	bool ended = false;
	int status = 0;
	pid_t pid;

	memset(result, 0, sizeof(*result));
	pid = start(argv, input, output, errors);
	if (pid < 0) {
		static const char text[] = "kernel-test: cannot start a process\n";

		(errors ? errors : output)->take((errors ? errors : output)->context, text,
						 sizeof(text) - 1);
		close_output(output);
		close_output(errors);
		if (input)
			input_close(input);
		result->status = 126;
		return;
	}
	for (;;) {
		size_t taken;

		reap(pid, &ended, &status);
		if (ended || ms_left(deadline) == 0)
			break;
		taken = take_some(output) + take_some(errors) + (input && input_pump(input));
		report_flush();
		if (!taken)
			wait_for_something(input, output, errors, ms_left(deadline));
	}
	result->duration_ms = clock_ms() - started;
	result->timed_out = !ended;
	if (!ended)
		kill(-pid, SIGKILL);
	result->survived = !kill_everything(pid, &ended, &status);
	if (ended)
		note_status(result, status);
	else
		note_status(result, SIGKILL);
	drain(output);
	drain(errors);
	close_output(output);
	close_output(errors);
	if (input)
		input_close(input);
}
