/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bodies of checks that hold for several kinds of context: a check calls one
 * with the IOCTX_FLAG_* of its kind, or T_EACH_PATH() with a list of them.
 */
#ifndef T_BODY_H
#define T_BODY_H

#include "t.h"

/* body-data.c: what goes through comes out at the other end. */

/* Reads bring what plain pwrite() wrote; obj, data and res are right. */
void t_body_read(uint32_t flags);
/* What writes wrote, plain pread() finds on the device. */
void t_body_write(uint32_t flags);
/* PREADV and PWRITEV scatter and gather in the right order. */
void t_body_vectored(uint32_t flags);
/* Many requests in flight for many rounds, each event once, every block right. */
void t_body_deep(uint32_t flags);
/* res is what was read: part of it at the end of the device, nothing behind it. */
void t_body_short_read(uint32_t flags);

/* body-iocb.c: what becomes of one iocb. */

/* Direct IO that is not aligned to the device's blocks fails with EINVAL. */
void t_body_misaligned(uint32_t flags);
/* A buffer that is not there is EFAULT, as an event or at once. */
void t_body_bad_buffer(uint32_t flags);
/* Once submission returned, whatever is written to the iocbs changes nothing. */
void t_body_rewritten_later(uint32_t flags);
/* IOCB_FLAG_RESFD counts the eventfd up once for each event. */
void t_body_eventfd(uint32_t flags);
/* FSYNC and FDSYNC complete with 0. */
void t_body_fsync(uint32_t flags);
/* POLL completes when the pipe becomes readable, not before. */
void t_body_poll(uint32_t flags);
/* FSYNC, FDSYNC and POLL are EINVAL on a polled context, with IOCB_FLAG_HIPRI or without. */
void t_body_no_fsync_no_poll(uint32_t flags);

/* body-teardown.c: the end of it all with IO in flight. */

/* io_destroy() waits for IO in flight: the data is there, nothing stays pinned. */
void t_body_destroy_in_flight(uint32_t flags);
/* A process that exits or is killed with IO in flight is gone in time, and IO works on. */
void t_body_exit_in_flight(uint32_t flags);
/* So is one that executes another program; the whole main() of a check. */
int t_body_exec_in_flight(int argc, uint32_t flags);
/* Closing the file while IO on it is in flight changes nothing for that IO. */
void t_body_close_in_flight(uint32_t flags);
/* A forked child that lives on does not part the parent from what is mapped. */
void t_body_fork_in_use(uint32_t flags);

/* body-ring.c: the rings. */

/* An iocb is accepted only when its event will find room. */
void t_body_cq_full(uint32_t flags);
/* GETEVENTS waits until min_complete events stand in the CQ ring. */
void t_body_min_complete(uint32_t flags);
/* Two threads in io_ring_enter(): each iocb is taken and completed exactly once. */
void t_body_two_threads(uint32_t flags);

/* body-integrity.c: data, through every path and back through every other. */

/* How much is written at most from the offset on. */
#define T_INTEGRITY_BYTES (256u << 10)
/* How many shapes there are: sizes of blocks and numbers of them in flight. */
#define T_INTEGRITY_SHAPES 5
/* Every kind of context, those that poll if flags has IOCTX_FLAG_IOPOLL, in the first count shapes. */
void t_body_integrity(int fd, uint64_t offset, uint32_t flags, unsigned int count, uint64_t random);

/* body-attack.c: what is shared, rewritten all the time. */

/* A thread and a child rewrite every field of the iocbs. */
void t_body_attack_iocbs(uint32_t flags);
/* A thread and a child rewrite the ring headers while two threads enter. */
void t_body_attack_headers(uint32_t flags);
/* A thread rewrites the parts of PREADV and PWRITEV. */
void t_body_attack_vectors(uint32_t flags);

#endif
