/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a check is written with. A check is a main() that returns T_PASS; any
 * assertion that does not hold prints where, what, expected and got, and ends
 * the program with T_FAIL. The last line printed is the reason of a failure or
 * a skip. Everything waits with a limit.
 */
#ifndef T_H
#define T_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "aio-ring.h"

enum { T_PASS = 0, T_FAIL = 1, T_SKIP = 77 };

/*
 * How long a check waits for what takes milliseconds; below its own time limit. A
 * kernel that is slow by configuration gets as many times longer as the host says.
 */
#define T_WAIT_MS t_wait_ms()
int t_wait_ms(void);

/* t.c: verdicts, assertions, time, children. */

void t_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void t_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
void t_skip(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* What a check is at, in front of what t_fail() and t_skip() say; NULL for nothing. */
extern _Thread_local const char *t_doing;

/* Asserts a condition. */
#define t_true(condition) \
	do { \
		if (!(condition)) \
			t_fail("%s:%d: %s: expected true, got false", __FILE__, __LINE__, #condition); \
	} while (0)

/* Asserts the value of an integer expression. */
#define t_eq(expression, expected) \
	t_check_eq(__FILE__, __LINE__, #expression, (long long)(expression), (long long)(expected))

/* Asserts what a call returned: a result or -errno, shown with its name. */
#define t_ret(call, expected) \
	t_check_ret(__FILE__, __LINE__, #call, (long)(call), (long)(expected))

void t_check_eq(const char *file, int line, const char *expression, long long got,
		long long expected);
void t_check_ret(const char *file, int line, const char *call, long got, long expected);
const char *t_errno_name(int error);

uint64_t t_now_ns(void);
/* A moment that many milliseconds from now, for t_expired(). */
uint64_t t_deadline(unsigned int ms);
bool t_expired(uint64_t deadline);
void t_sleep_ms(unsigned int ms);

/* Runs body in a forked child, which exits with its verdict or, once it has passed, is killed. */
pid_t t_start_child(int (*body)(void));
pid_t t_start_killed_child(int (*body)(void));
/* Waits for such a child and ends the check as it ended, unless it passed; signal 0 for none. */
void t_end_child(pid_t pid, int expected_signal);
/* Runs body in a forked child and ends the check as the child ended, unless it passed. */
void t_in_child(int (*body)(void));
/* Runs body in a forked child and returns its verdict, so that something can be undone first. */
int t_child_verdict(int (*body)(void));
/* The same, and when body has passed the child is killed, with all that it left in flight. */
void t_in_killed_child(int (*body)(void));
/* In a child without privileges: no capability, another user, this RLIMIT_MEMLOCK. */
void t_as_user(size_t memlock_bytes, int (*body)(void));
/* Reaps a child within T_WAIT_MS; returns the wait status, fails if it does not end. */
int t_wait_child(pid_t pid);

/* t-attack.c: those who do what they should not, beside the check, until it has seen enough. */

/* The next of a sequence that its start decides. */
uint32_t t_random(uint64_t *state);
/* Calls attack() again and again, in a thread or in a forked child, with ever new numbers. */
void t_attack_thread(void (*attack)(uint32_t random));
void t_attack_child(void (*attack)(uint32_t random));
/* Ends all that were started. */
void t_attack_end(void);
/* Runs work(argument) in a thread; joined within T_WAIT_MS by t_join(). */
pthread_t t_thread(void *(*work)(void *), void *argument);
void *t_join(pthread_t thread);

/* t-memory.c: buffers, patterns, bad pointers, pinned memory. */

size_t t_page_bytes(void);
/* Zeroed, page-aligned memory with an inaccessible page behind it. */
void *t_alloc(size_t bytes);
void t_free(void *memory, size_t bytes);
/*
 * From here on this thread runs on the CPU that it is on: each has a batch of
 * pages (mm/swap.c) that reclaim by another one passes over.
 */
void t_stay_on_cpu(void);
/* Makes the kernel drop what is clean; skips where it does not take MADV_PAGEOUT (before Linux 5.4). */
void t_reclaim(void *memory, size_t bytes);
/* Memory that cannot be accessed at all. */
void *t_alloc_none(size_t bytes);
/* An unpredictable but repeatable pattern, another one for every seed. */
void t_fill(void *buffer, size_t bytes, uint32_t seed);
#define t_filled(buffer, bytes, seed) \
	t_check_filled(__FILE__, __LINE__, #buffer, buffer, bytes, seed)
void t_check_filled(const char *file, int line, const char *expression, const void *buffer,
		    size_t bytes, uint32_t seed);
/* A number of /proc/self/status, in its own unit. */
long t_status_value(const char *key);
/* The number in a file, and writing one there. */
long t_read_number(const char *path);
void t_write_number(const char *path, long value);
/* Readable, writable memory of any MAP_ kind; anonymous without a file. */
void *t_map(size_t bytes, int flags, int fd);
#define T_HUGE_BYTES (2u << 20)
/* Huge pages of T_HUGE_BYTES, on a guest that has them; a skip when there are none. */
void *t_map_huge(size_t pages);

/* t-device.c: the block devices under test, through plain pread and pwrite. */

#define T_NVME "/dev/nvme0n1"
#define T_NULL "/dev/nullb0"
#define T_BLOCK 4096

/* Opens for direct reading and writing; a skip when there is no such device. */
int t_open_device(const char *path);
/* The same, and a skip when the device was granted no poll queue. */
int t_open_polled(const char *path);
uint64_t t_device_bytes(int fd);
/* The smallest piece that the device, or the one below a file, reads or writes. */
unsigned int t_block_bytes(int fd);
/* Writes or verifies the pattern of seed at offset, by synchronous direct IO. */
void t_device_fill(int fd, uint64_t offset, size_t bytes, uint32_t seed);
/* The same for blocks of T_BLOCK bytes, block i with seed + i. */
void t_device_fill_blocks(int fd, uint64_t offset, unsigned int blocks, uint32_t seed);
#define t_device_filled(fd, offset, bytes, seed) \
	t_check_device(__FILE__, __LINE__, fd, offset, bytes, seed)
void t_check_device(const char *file, int line, int fd, uint64_t offset, size_t bytes,
		    uint32_t seed);
/* Interrupts of the NVMe IO queues so far, the admin queue left out. */
unsigned long t_nvme_interrupts(void);
/* The path of a null_blk device of its own that keeps what is written, and its end. */
const char *t_memory_device(unsigned int mib);
/* The same without a poll queue. */
const char *t_unpolled_device(unsigned int mib);
/* What addresses of buffers have to be a multiple of for T_NVME; before Linux 6.0 a logical block. */
size_t t_memory_alignment(void);
/* The same, and what is not polled for takes that long. */
const char *t_slow_device(unsigned int mib, long completion_ms);
void t_memory_device_end(void);
/* A page of zeros that takes whoever touches it first, the kernel too, as long as such a device takes. */
void *t_slow_page(const char *path);
/* A fresh unlinked file on tmpfs, which has no direct and no polled IO. */
int t_open_tmpfs(void);

/* t-xfs.c: an XFS on T_NVME, which can poll. */

void t_make_xfs(void);
/* Mounts it, runs body in a forked child and returns its verdict, with the file system unmounted. */
int t_xfs_verdict(int (*body)(void));
/* In such a body: opens a file for direct reading and writing. */
int t_open_xfs(const char *name);
/* Nothing is written to it from the one to the other. */
void t_freeze_xfs(void);
void t_thaw_xfs(void);

/* t-aio.c: contexts. Polled or not is asked from the context's own flags. */

/* Skips unless the kernel has io_setup2() and knows these flags. */
void t_need_setup2(uint32_t flags);

struct t_setup {	/* the arguments of one io_setup2(), right unless a check spoils one */
	uint32_t nr_events;
	uint32_t flags;
	struct iocb *iocbs;
	struct aio_iocb_ring *sq;
	struct aio_io_event_ring *cq;
	aio_context_t *ctxp;
	aio_context_t ctx;
	char *buffers;		/* with FIXEDBUFS: one for each iocb, in one piece */
	size_t buffer_bytes;
};

/* Fixed buffers are of T_BLOCK bytes. */
void t_setup_init(struct t_setup *setup, uint32_t nr_events, uint32_t flags);
/* The same with buffers of another size; a buffer is whole pages only if that is. */
void t_setup_init_sized(struct t_setup *setup, uint32_t nr_events, uint32_t flags,
			size_t buffer_bytes);
long t_setup_call(const struct t_setup *setup);
/* Calls, and skips when the kernel lacks the flags; fails when it fails otherwise. */
void t_setup_open(struct t_setup *setup);
/* Frees what t_setup_init() allocated, given its arguments unspoilt. */
void t_setup_free(struct t_setup *setup);

struct t_user {		/* a context without rings; iocbs[] is mapped when USERIOCB is set */
	aio_context_t ctx;
	uint32_t nr_events;
	uint32_t flags;
	struct iocb *iocbs;
};

void t_user_open(struct t_user *user, uint32_t nr_events, uint32_t flags);
void t_user_close(struct t_user *user);
/* What io_submit() wants for iocbs[index] on this context: its index or its address. */
struct iocb *t_user_name(struct t_user *user, uint32_t index);
long t_user_submit(struct t_user *user, uint32_t index);
/* Gets exactly count events within T_WAIT_MS. */
void t_user_wait(struct t_user *user, struct io_event *events, unsigned int count);

void t_ring_open(struct aio_ring *ring, uint32_t nr_events, uint32_t flags);
void t_ring_close(struct aio_ring *ring);
/* The next iocb of the ring, prepared by t_prep(), not yet published; fails when full. */
struct iocb *t_ring_queue(struct aio_ring *ring, int opcode, int fd, void *buffer, size_t bytes,
			  uint64_t offset, uint64_t data);
/* Publishes what is queued and asks the kernel to take count of it. */
long t_ring_submit(struct aio_ring *ring, unsigned int count);
/* Gets exactly count events within T_WAIT_MS. */
void t_ring_wait(struct aio_ring *ring, struct io_event *events, unsigned int count);

/* t-path.c: one way to do IO, whichever it is: the same program serves them all. */

struct t_path {
	struct t_setup setup;
	struct t_user user;		/* without rings */
	struct aio_ring ring;		/* with IOCTX_FLAG_SCQRING */
	uint32_t flags;
	uint32_t slots;			/* iocbs, and a buffer for each */
	uint32_t next;
	uint32_t queued;
	struct iocb **names;		/* of what is queued, without rings */
};

/* For messages: libaio, user-iocb, ring, ring-polled-fixed ... */
const char *t_path_name(uint32_t flags);
/* Opens the device for such a context: a polled one needs a poll queue. */
int t_path_device(uint32_t flags, const char *path);
/* A context for at most depth requests in flight, with a buffer for every iocb of it. */
void t_path_open(struct t_path *path, uint32_t flags, uint32_t depth, size_t buffer_bytes);
/* The same in two steps, for a check that puts the rings, iocbs or buffers elsewhere between them. */
void t_path_init(struct t_path *path, uint32_t flags, uint32_t depth, size_t buffer_bytes);
void t_path_start(struct t_path *path);
struct iocb *t_path_iocbs(struct t_path *path);
/* Between them: rings, iocbs and buffers move to memory that forked children share. */
void t_path_share(struct t_path *path);
void t_path_close(struct t_path *path);
void *t_path_buffer(struct t_path *path, uint32_t slot);
/* What io_event.obj says of that slot. */
uint64_t t_path_obj(struct t_path *path, uint32_t slot);
/* The slot that the next t_path_queue() takes. */
uint32_t t_path_next(struct t_path *path);
/* Prepares the iocb of the next slot for that slot's buffer, to be changed at will until submitted. */
struct iocb *t_path_queue(struct t_path *path, int opcode, int fd, size_t bytes, uint64_t offset,
			  uint64_t data);
/* Submits all that is queued, in one call; a result or -errno. */
long t_path_submit(struct t_path *path);
/* Gets exactly count events within T_WAIT_MS. */
void t_path_wait(struct t_path *path, struct io_event *events, unsigned int count);
/* The events that are there, after one poll on a polled context; at most max of them. */
unsigned int t_path_reap(struct t_path *path, struct io_event *events, unsigned int max);
/* Runs body with the flags of one kind of context after another, its name in t_doing. */
void t_each_path(const uint32_t *flags, size_t count, void (*body)(uint32_t flags));
#define T_EACH_PATH(body, ...) \
	t_each_path((const uint32_t[]){ __VA_ARGS__ }, \
		    sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), body)

#define T_PATHS_LIBAIO 0
/* The kinds of context, as lists of flags for T_EACH_PATH(). */
#define T_PATHS_PLAIN IOCTX_FLAG_USERIOCB, IOCTX_FLAG_SCQRING
#define T_PATHS_POLLED IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL, IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL
#define T_PATHS_FIXED \
	IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_USERIOCB, \
	IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_USERIOCB | IOCTX_FLAG_IOPOLL, \
	IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING, \
	IOCTX_FLAG_FIXEDBUFS | IOCTX_FLAG_SCQRING | IOCTX_FLAG_IOPOLL

/* Fills an iocb; flags are the context's, IOPOLL gives it IOCB_FLAG_HIPRI. */
void t_prep(struct iocb *iocb, uint32_t flags, int opcode, int fd, void *buffer, size_t bytes,
	    uint64_t offset, uint64_t data);
#define t_event(event, obj, data, res) \
	t_check_event(__FILE__, __LINE__, event, obj, data, res)
void t_check_event(const char *file, int line, const struct io_event *event, uint64_t obj,
		   uint64_t data, int64_t res);

#endif
