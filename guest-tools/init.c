// SPDX-License-Identifier: GPL-2.0-only
/*
 * The guest's first process: mounts what programs expect, says what guest this
 * is, runs the plan the image brought, and powers off. Results go out as KTAP
 * version 1 with records over the virtio-serial port kernel-test.results.
 */
#include "init/init.h"

#include <signal.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

/* sync() has no limit of its own, and a device under test may be stuck. */
static void sync_in_time(void)
{
	uint64_t deadline = clock_ms() + SYNC_WAIT_MS;
	pid_t pid = fork();

	if (pid == 0) {
		sync();
		_exit(0);
	}
	while (pid > 0 && waitpid(pid, NULL, WNOHANG) == 0 && ms_left(deadline) > 0)
		sleep_ms(1);
}

static void __attribute__((noreturn)) power_off(void)
{
	sync_in_time();
	reboot(RB_POWER_OFF);
	/* A machine without power-off at least leaves QEMU, which runs with -no-reboot. */
	reboot(RB_AUTOBOOT);
	for (;;)
		pause();
}

static void run_plan(void)
{
	struct plan_entry entry;
	char **lines;
	int count;

	count = plan_read(&lines);
	if (count < 0)
		report_line("# there is no " DIR_KERNEL_TEST "/plan");
	report_line("1..%d", count < 0 ? 0 : count);
	report_flush();
	for (int i = 0; i < count && report_fd() >= 0; i++) {
		plan_parse(lines[i], &entry);
		if (!run_entry(i + 1, &entry))
			power_off();
	}
}

int main(void)
{
	int results;

	mount_all();
	kmsg_open();
	run_init();
	results = port_open("kernel-test.results", PORT_WAIT_MS);
	if (results < 0) {
		kmsg_say("there is no port kernel-test.results");
		power_off();
	}
	report_open(results);
	wait_for_devices();
	report_line("KTAP version 1");
	report_guest();
	report_devices();
	run_plan();
	report_line("# record {\"type\":\"done\"}");
	report_flush();
	if (exec_wrote_much())
		port_await_host(results, HOST_WAIT_MS);
	/* Closing a port takes an answer from the host, which has then seen all that went before. */
	close(results);
	power_off();
}
