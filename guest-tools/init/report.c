// SPDX-License-Identifier: GPL-2.0-only
/*
 * The results stream. Lines are gathered and written together. Once the host
 * takes no more of them there is nothing left to do but to power off.
 */
#include "init.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char gathered[16384];
static size_t gathered_bytes;
static int results_fd = -1;

void report_open(int fd)
{
	results_fd = fd;
}

int report_fd(void)
{
	return results_fd;
}

void report_flush(void)
{
	if (results_fd >= 0 && gathered_bytes && !port_write(results_fd, gathered, gathered_bytes)) {
		kmsg_say("the host does not read the results");
		results_fd = -1;
	}
	gathered_bytes = 0;
}

void report_line(const char *format, ...)
{
	char line[MEASUREMENT_BYTES_MAX + 2 * NAME_BYTES_MAX + 256];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (length < 0)
		return;
	if (length > (int)sizeof(line) - 1)
		length = sizeof(line) - 1;
	line[length++] = '\n';
	if (gathered_bytes + length > sizeof(gathered))
		report_flush();
	memcpy(gathered + gathered_bytes, line, length);
	gathered_bytes += length;
}

void text_clean(char *to, size_t to_bytes, const char *from, size_t count)
{
	size_t length = count < to_bytes - 1 ? count : to_bytes - 1;

	for (size_t i = 0; i < length; i++)
		to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
	to[length] = '\0';
}

void text_json(char *to, size_t to_bytes, const char *from)
{
	size_t at = 0;

	for (; *from && at + 3 < to_bytes; from++) {
		char byte = *from >= ' ' && *from <= '~' ? *from : '?';

		if (byte == '"' || byte == '\\')
			to[at++] = '\\';
		to[at++] = byte;
	}
	to[at] = '\0';
}
