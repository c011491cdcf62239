// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device `file`: a file on an XFS on the guest's NVMe device, made and mounted
 * before the bench and unmounted after it. Its blocks are allocated and written, as
 * those of a database are: no IO has to change the file system.
 */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "xfs-disk.h"

#define DEVICE "/dev/nvme0n1"
#define FILE_BYTES (16 << 20)	/* fits one extent, so that no IO is split */
#define CHUNK_BYTES (1 << 20)
#define UNMOUNT_PAUSE_MS 10
#define UNMOUNT_TRIES_MAX 500

static void write_file(void)
{
	char *chunk = aligned_alloc(4096, CHUNK_BYTES);
	int fd = open(XFS_FILE, O_RDWR | O_CREAT | O_DIRECT | O_CLOEXEC, 0600);

	if (fd < 0 || !chunk)
		bench_fail(XFS_FILE ": %s", strerror(errno));
	if (posix_fallocate(fd, 0, FILE_BYTES))
		bench_fail(XFS_FILE ": no room for %d bytes", FILE_BYTES);
	memset(chunk, 0x5a, CHUNK_BYTES);
	for (off_t at = 0; at < FILE_BYTES; at += CHUNK_BYTES)
		if (pwrite(fd, chunk, CHUNK_BYTES, at) != CHUNK_BYTES)
			bench_fail("writing " XFS_FILE ": %s", strerror(errno));
	if (fsync(fd))
		bench_fail("fsync of " XFS_FILE ": %s", strerror(errno));
	close(fd);
	free(chunk);
}

/* An io_uring of a process that has ended lets go of its files a little later. */
static int unmount(void)
{
	const struct timespec pause = { .tv_nsec = UNMOUNT_PAUSE_MS * 1000000 };

	for (int i = 0; i < UNMOUNT_TRIES_MAX; i++) {
		if (!umount(XFS_MOUNT))
			return 0;
		if (errno != EBUSY)
			break;
		nanosleep(&pause, NULL);
	}
	return -1;
}

/* The bench may end in any place and with IO in flight, so it is a process of its own. */
int xfs_file_run(int (*body)(const struct params *params), const struct params *params)
{
	const char *failed;
	int status;
	pid_t pid;

	if (access(XFS_SECTORS, R_OK))
		bench_fail("--device=file is a file that the guest of kernel-test makes; here, give the path of yours");
	failed = xfs_make(DEVICE);
	if (failed)
		bench_fail("%s: %s", failed, strerror(errno));
	/* Reading shall not write the time of it. */
	if (mount(DEVICE, XFS_MOUNT, "xfs", MS_NOATIME, NULL)) {
		if (errno == ENODEV)
			bench_skip("the kernel has no XFS");
		bench_fail("mounting XFS: %s", strerror(errno));
	}
	write_file();
	pid = fork();
	if (pid == 0)
		exit(body(params));
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		bench_fail("a process for the bench: %s", strerror(errno));
	if (unmount())
		bench_fail("unmounting XFS: %s", strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
