// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's own search finds nothing that nobody points to: of contexts of every kind, and since boot. */
#include "t-kind.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>

#define KMEMLEAK "/sys/kernel/debug/kmemleak"

static void tell(const char *command)
{
	int fd = open(KMEMLEAK, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, command, strlen(command)) != (ssize_t)strlen(command))
		t_fail(KMEMLEAK ": %s", strerror(errno));
	close(fd);
}

int main(void)
{
	unsigned int leaks = 0;
	char line[512];
	FILE *file;

	if (mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL) && errno != EBUSY)
		t_skip("the kernel has no debugfs");
	if (access(KMEMLEAK, F_OK))
		t_skip("the kernel has no kmemleak");
	t_kind_churn();
	/* An object has to be five seconds old, and its contents to be the same in two scans. */
	t_sleep_ms(6000);
	tell("scan");
	tell("scan");
	file = fopen(KMEMLEAK, "re");
	if (!file)
		t_fail(KMEMLEAK ": %s", strerror(errno));
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		leaks += !strncmp(line, "unreferenced object", 19);
		t_say("%s", line);
	}
	fclose(file);
	if (leaks)
		t_fail("kmemleak found %u objects", leaks);
	return T_PASS;
}
