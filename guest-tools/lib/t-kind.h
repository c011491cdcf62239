/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every kind of context in turn, with the same few calls for all of them: what a
 * check about leaks or error paths does, it does through every interface.
 */
#ifndef T_KIND_H
#define T_KIND_H

#include "t.h"

#define T_KIND_EVENTS 8u		/* nr_events of a context here */
#define T_KIND_DEPTH (T_KIND_EVENTS - 1)	/* what a ring of that size holds */

struct t_kind {
	uint32_t flags;
	int fd;				/* a device, opened for direct IO */
	aio_context_t ctx;
	struct iocb *iocbs;		/* the SQ ring's own, with rings */
	struct aio_ring ring;		/* with rings; not opened by aio_ring_init() */
	char *buffers;			/* a block each */
};

/* Flags that make sense together and that this kernel has; T_KIND_END after the last. */
#define T_KIND_END (~0u)
uint32_t t_kind_first(void);
uint32_t t_kind_next(uint32_t flags);
#define t_each_kind(flags) \
	for (uint32_t flags = t_kind_first(); flags != T_KIND_END; flags = t_kind_next(flags))

/* Allocates and touches all memory, and fills in the iocbs as reads of their blocks. */
void t_kind_alloc(struct t_kind *kind, uint32_t flags, int fd);
void t_kind_free(struct t_kind *kind);
/* 0 or -errno, so that it may be made to fail. */
long t_kind_setup(struct t_kind *kind);
void t_kind_destroy(struct t_kind *kind);
/*
 * Submits blocks [from, to) in one call, block i into or out of buffer i; for rings, from
 * what was queued before. Returns how many the kernel took, or -errno.
 */
void t_kind_prep(struct t_kind *kind, int opcode, unsigned int count);
long t_kind_submit(struct t_kind *kind, unsigned int from, unsigned int to);
/* Polls where the context is polled. How many events came, or -errno. */
long t_kind_reap(struct t_kind *kind, struct io_event *events, unsigned int max);
/* Gets exactly count events within T_WAIT_MS. */
void t_kind_wait(struct t_kind *kind, struct io_event *events, unsigned int count);
/* The number that the iocb of this event was prepared with. */
unsigned int t_kind_index(const struct io_event *event);

/* T_KIND_DEPTH IOs of this opcode at once, and the same result for each. */
void t_kind_io(struct t_kind *kind, int opcode, long res);
/* Contexts of every kind, used, then destroyed or left to exit, with IO in flight or without. */
void t_kind_churn(void);

/* Pages that were pinned and not unpinned, in the whole system, by /proc/vmstat. */
long t_pins(void);
/* Skips where the kernel does not count them (before Linux 5.8), and both functions tell nothing. */
void t_need_pins(void);
/* Pages that were pinned since the system booted. */
long t_pins_ever(void);
/* Number of areas in the kernel's address space that vmap() made. */
long t_vmaps(void);
/* Objects of a slab cache in use; a skip without sysfs files for slabs. */
long t_slab_objects(const char *cache);
/* The first number of a file under /proc or /sys; fails when there is none. */
long t_file_number(const char *path);
/* Waits up to T_WAIT_MS for a counter to come down, and fails with its name if it does not. */
void t_falls_to(long (*counter)(const char *), const char *name, long limit);

/* t-fault.c: Documentation/fault-injection/. */

/* Skips where the kernel has no fault injection; else makes every kind of fault possible. */
void t_fault_init(void);
/* The n-th thing from now, from 1, that can fail in this thread does. */
void t_fault_arm(unsigned int n);
/* Whether it did; disarms it. */
bool t_fault_fired(void);
/* A fault comes out as one of these; anything else is a failure of the check. */
bool t_fault_errno(long ret);
/* The same for the result of IO, which the device may fail, too. */
bool t_fault_result(long res);
/* Lets every allocation from a slab fail in this thread, or none any more. */
void t_fault_memory(bool fails);
/* Lets all IO of a disk such as nvme0n1 fail, or work again. */
void t_fault_disk(const char *disk, bool fails);

#endif
