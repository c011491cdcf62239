// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of ours in the kernel log, where they stand between the kernel's own:
 * what was running when it complained. The kernel lets only ten lines in five
 * seconds through from user space unless told otherwise.
 */
#include "init.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static int kmsg_fd = -1;

void kmsg_open(void)
{
	int fd = open("/proc/sys/kernel/printk_devkmsg", O_WRONLY | O_CLOEXEC);
	ssize_t written;

	if (fd >= 0) {
		written = write(fd, "on\n", 3);
		(void)written;
		close(fd);
	}
	kmsg_fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
}

/* Level 5, notice, reaches a console with the default log level. */
void kmsg_say(const char *format, ...)
{
	char line[NAME_BYTES_MAX + 128] = "<5>kernel-test: ";
	size_t prefix = sizeof("<5>kernel-test: ") - 1;
	ssize_t written;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line + prefix, sizeof(line) - prefix, format, args);
	va_end(args);
	if (length < 0)
		return;
	length += prefix;
	if (length > (int)sizeof(line) - 1)
		length = sizeof(line) - 1;
	written = write(kmsg_fd, line, length);
	(void)written;
}
