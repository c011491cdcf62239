// SPDX-License-Identifier: GPL-2.0-only
/*
 * The plan: what the host wants run, one entry a line. A line that cannot be
 * understood is an entry too, one that fails.
 */
#include "init.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLAN_BYTES_MAX (1 << 20)
#define PLAN_LINES_MAX 10000
#define TIMEOUT_MS_MAX 86400000

int plan_read(char ***lines_out)
{
	static char text[PLAN_BYTES_MAX + 1];
	static char *lines[PLAN_LINES_MAX];
	size_t length = 0;
	int fd, count = 0;
	char *save;

	fd = open(DIR_KERNEL_TEST "/plan", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	for (;;) {
		ssize_t got = read(fd, text + length, PLAN_BYTES_MAX - length);

		if (got <= 0)
			break;
		length += got;
	}
	close(fd);
	for (char *line = strtok_r(text, "\n", &save); line && count < PLAN_LINES_MAX;
	     line = strtok_r(NULL, "\n", &save))
		lines[count++] = line;
	*lines_out = lines;
	return count;
}

static bool is_word(const char *text)
{
	return text && *text && *text != '.' &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
	       strlen(text);
}

static bool is_check_name(const char *text)
{
	char group[NAME_BYTES_MAX];
	const char *slash = text ? strchr(text, '/') : NULL;

	if (!slash || slash - text >= NAME_BYTES_MAX / 2 || strlen(slash) >= NAME_BYTES_MAX / 2)
		return false;
	memcpy(group, text, slash - text);
	group[slash - text] = '\0';
	return is_word(group) && is_word(slash + 1);
}

static bool parse_timeout(const char *text, unsigned int *timeout_ms)
{
	unsigned long value;
	char *end;

	if (!text || *text < '0' || *text > '9')
		return false;
	value = strtoul(text, &end, 10);
	*timeout_ms = (unsigned int)value;
	return *end == '\0' && value > 0 && value <= TIMEOUT_MS_MAX;
}

/* `pipe`, or `tty` with rows, columns and the terminal's name. */
static bool is_shell(char *const args[])
{
	unsigned int rows, columns;

	if (args[0] && !strcmp(args[0], "pipe"))
		return !args[1];
	return args[0] && !strcmp(args[0], "tty") && parse_timeout(args[1], &rows) &&
	       parse_timeout(args[2], &columns) && rows <= UINT16_MAX && columns <= UINT16_MAX &&
	       is_word(args[3]) && !args[4];
}

static bool parse_entry(char *line, struct plan_entry *entry)
{
	char *save, *kind = strtok_r(line, " ", &save);
	char *name = NULL, *word;
	int count = 1;
	bool named;

	if (!kind)
		return false;
	if (!strcmp(kind, "check"))
		entry->kind = PLAN_CHECK;
	else if (!strcmp(kind, "bench"))
		entry->kind = PLAN_BENCH;
	else if (!strcmp(kind, "exec"))
		entry->kind = PLAN_EXEC;
	else if (!strcmp(kind, "shell"))
		entry->kind = PLAN_SHELL;
	else if (!strcmp(kind, "await"))
		entry->kind = PLAN_AWAIT;
	else
		return false;
	named = entry->kind == PLAN_CHECK || entry->kind == PLAN_BENCH;
	if (named)
		name = strtok_r(NULL, " ", &save);
	if (!parse_timeout(strtok_r(NULL, " ", &save), &entry->timeout_ms))
		return false;
	while ((word = strtok_r(NULL, " ", &save))) {
		if ((!named && entry->kind != PLAN_SHELL) || count > ARGS_MAX)
			return false;
		entry->args[count++] = word;
	}
	if (entry->kind == PLAN_SHELL && !is_shell(entry->args + 1))
		return false;
	if (!named) {
		strcpy(entry->name, entry->kind == PLAN_AWAIT ? "await" : "exec");
		return true;
	}
	if (entry->kind == PLAN_CHECK ? !is_check_name(name) :
					!is_word(name) || strlen(name) >= NAME_BYTES_MAX - 8)
		return false;
	snprintf(entry->name, sizeof(entry->name), "%s%s", entry->kind == PLAN_BENCH ? "bench/" : "",
		 name);
	return true;
}

void plan_parse(char *line, struct plan_entry *entry)
{
	char name[NAME_BYTES_MAX];

	memset(entry, 0, sizeof(*entry));
	text_clean(name, sizeof(name), line, strlen(line));
	if (parse_entry(line, entry))
		return;
	memset(entry, 0, sizeof(*entry));
	entry->kind = PLAN_MALFORMED;
	memcpy(entry->name, name, sizeof(name));
}
