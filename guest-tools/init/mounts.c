// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file systems of the guest, put back where a program took one away. An
 * image that brings files in /tmp keeps them: nothing is mounted over them.
 */
#include "init.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static bool tmp_is_ours;

static bool is_empty(const char *path)
{
	struct dirent *entry;
	bool empty = true;
	DIR *directory;

	directory = opendir(path);
	if (!directory)
		return true;
	while (empty && (entry = readdir(directory)))
		empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
	closedir(directory);
	return empty;
}

static bool mount_at(const char *type, const char *path, const char *options)
{
	mkdir(path, 0755);
	return mount(type, path, type, 0, options) == 0;
}

/* Descriptors 0 to 2 are taken, so that no port or pipe is ever one of them. */
static void open_standard_files(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
	} while (fd >= 0 && fd < 2);
	if (fd > 2)
		close(fd);
}

static void mount_missing(void)
{
	if (access("/dev/kmsg", F_OK))
		mount_at("devtmpfs", "/dev", "mode=0755");
	if (access("/proc/self", F_OK))
		mount_at("proc", "/proc", NULL);
	if (access("/sys/kernel", F_OK))
		mount_at("sysfs", "/sys", NULL);
}

void mount_all(void)
{
	mount_missing();
	open_standard_files();
	if (is_empty("/tmp"))
		tmp_is_ours = mount_at("tmpfs", "/tmp", "mode=1777");
}

void mount_terminals(void)
{
	mount_at("devpts", "/dev/pts", "mode=0620,ptmxmode=0666");
}

void mount_again(void)
{
	mount_missing();
	/* What a program that was ended left there holds a device. */
	umount2("/mnt", MNT_DETACH);
	/* Most programs leave it empty, and a new one costs milliseconds. */
	if (!tmp_is_ours || is_empty("/tmp"))
		return;
	umount2("/tmp", MNT_DETACH);
	tmp_is_ours = mount_at("tmpfs", "/tmp", "mode=1777");
}
