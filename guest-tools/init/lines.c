// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program's output, as diagnostics of the results stream: bounded in lines
 * and bytes, printable, and unable to pass for anything init itself says.
 */
#include "init.h"

#include <stdio.h>
#include <string.h>

#define MEASUREMENT "measurement {"

void lines_init(struct lines *lines, const char *measurement_name)
{
	memset(lines, 0, sizeof(*lines));
	lines->measurement_name = measurement_name;
}

static void pass_on(const char *line)
{
	/* A record is `# record `; with one more blank it is a remark. */
	report_line(strncmp(line, "record ", 7) ? "# %s" : "#  %s", line);
}

/* The bench's figures become a record, with the entry's name in front. */
static bool take_measurement(struct lines *lines, size_t length)
{
	const char *rest = lines->line + sizeof(MEASUREMENT) - 1;
	char name[2 * NAME_BYTES_MAX];

	if (!lines->measurement_name || length >= MEASUREMENT_BYTES_MAX ||
	    strncmp(lines->line, MEASUREMENT, sizeof(MEASUREMENT) - 1))
		return false;
	text_json(name, sizeof(name), lines->measurement_name);
	report_line("# record {\"type\":\"measurement\",\"name\":\"%s\"%s%s", name,
		    *rest == '}' ? "" : ",", rest);
	return true;
}

static void take_line(struct lines *lines)
{
	size_t length = lines->length < MEASUREMENT_BYTES_MAX ? lines->length : MEASUREMENT_BYTES_MAX;

	lines->length = 0;
	text_clean(lines->line, sizeof(lines->line), lines->line, length);
	if (take_measurement(lines, length))
		return;
	if (length > 0)
		memcpy(lines->last, lines->line, sizeof(lines->last) - 1);
	if (lines->passed == LINES_MAX) {
		lines->left_out++;
		return;
	}
	lines->passed++;
	lines->line[LINE_BYTES_MAX] = '\0';
	pass_on(lines->line);
}

void lines_take(struct lines *lines, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (bytes[i] == '\n')
			take_line(lines);
		else if (lines->length++ < MEASUREMENT_BYTES_MAX)
			lines->line[lines->length - 1] = bytes[i];
	}
}

/* The last line comes last even when those before it were too many. */
void lines_end(struct lines *lines)
{
	if (lines->length > 0)
		take_line(lines);
	if (lines->left_out > 1)
		report_line("# (%u lines left out)", lines->left_out - 1);
	if (lines->left_out > 0)
		pass_on(lines->last);
}
