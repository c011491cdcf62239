// SPDX-License-Identifier: GPL-2.0-only
/*
 * The virtio-serial ports, found by the name the host gave them. Ports are
 * written without blocking: a host that does not read costs a bounded wait and
 * not the whole guest.
 */
#include "init.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PORTS_DIR "/sys/class/virtio-ports"
/* A port's queue has 128 places: so much, times 128, the host may not have read yet. */
#define WRITE_BYTES_MAX 4096

static bool has_name(const char *port, const char *name)
{
	char path[320], text[128];
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), PORTS_DIR "/%s/name", port);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	length = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (length <= 0)
		return false;
	text[length] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return !strcmp(text, name);
}

static int try_open(const char *name)
{
	struct dirent *entry;
	char path[320];
	int fd = -1;
	DIR *ports;

	ports = opendir(PORTS_DIR);
	if (!ports)
		return -1;
	while (fd < 0 && (entry = readdir(ports))) {
		if (entry->d_name[0] == '.' || !has_name(entry->d_name, name))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	}
	closedir(ports);
	return fd;
}

int port_open(const char *name, unsigned int wait_ms)
{
	uint64_t deadline = clock_ms() + wait_ms;
	int fd;

	while ((fd = try_open(name)) < 0 && ms_left(deadline) > 0)
		sleep_ms(1);
	return fd;
}

bool port_write(int fd, const void *bytes, size_t count)
{
	uint64_t deadline = clock_ms() + WRITE_WAIT_MS;
	const char *at = bytes;

	while (count > 0) {
		struct pollfd room = { .fd = fd, .events = POLLOUT };
		ssize_t written = write(fd, at, count < WRITE_BYTES_MAX ? count : WRITE_BYTES_MAX);

		if (written > 0) {
			at += written;
			count -= written;
			deadline = clock_ms() + WRITE_WAIT_MS;
			continue;
		}
		if (written < 0 && errno != EAGAIN && errno != EINTR && errno != ENOMEM)
			return false;
		if (ms_left(deadline) == 0)
			return false;
		poll(&room, 1, 1);
	}
	return true;
}

/*
 * The driver takes a write before the host has read it, and there is no way to
 * ask whether it did. Where the amount makes that matter, init waits for a byte
 * from the host or for the host to hang up.
 */
bool port_await_host(int fd, unsigned int wait_ms)
{
	uint64_t deadline = clock_ms() + wait_ms;
	struct pollfd host = { .fd = fd, .events = POLLIN };
	char byte;

	while (ms_left(deadline) > 0)
		if (poll(&host, 1, ms_left(deadline)) > 0)
			return read(fd, &byte, 1) == 1;
	return false;
}
