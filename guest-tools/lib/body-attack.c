// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attacks on what the kernel shares with the application, on every kind of
 * context. Whatever the attackers write: the kernel lives, as many events come
 * as iocbs were taken, nothing is written next to buffers and rings, and nothing
 * stays pinned.
 */
#include "t-body.h"

#include <sys/eventfd.h>
#include <sys/uio.h>

#define DEPTH 8
#define ROUNDS 60
#define GUARD_SEED 77

static struct t_path path;
static int fd, other_fd, count_fd;
static uint32_t taken, reaped;
static uint64_t deadline;

/* Buffers of a block, with a block behind each that is none of the kernel's business. */
static void *guard_of(uint32_t slot)
{
	return (char *)t_path_buffer(&path, slot) + T_BLOCK;
}

static void guard_buffers(void)
{
	for (uint32_t i = 0; i < path.slots; i++)
		t_fill(guard_of(i), T_BLOCK, GUARD_SEED + i);
}

static void check_guards(void)
{
	for (uint32_t i = 0; i < path.slots; i++)
		t_filled(guard_of(i), T_BLOCK, GUARD_SEED + i);
}

/* An eventfd counts every completion, wherever the rings say that it went. */
static void prepare(uint32_t slot)
{
	struct iocb *iocb = &t_path_iocbs(&path)[slot];

	t_prep(iocb, path.flags, slot % 2 ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD, fd,
	       t_path_buffer(&path, slot), T_BLOCK, (uint64_t)slot * T_BLOCK, slot);
	iocb->aio_flags |= IOCB_FLAG_RESFD;
	iocb->aio_resfd = count_fd;
}

static struct iovec parts[2];

static void prepare_vector(uint32_t slot)
{
	struct iocb *iocb = &t_path_iocbs(&path)[slot];

	prepare(slot);
	iocb->aio_lio_opcode = slot % 2 ? IOCB_CMD_PREADV : IOCB_CMD_PWRITEV;
	iocb->aio_buf = (uintptr_t)parts;
	iocb->aio_nbytes = 2;
}

static void (*prepare_slot)(uint32_t slot);

static void open_guarded(uint32_t flags, void (*prepare_with)(uint32_t slot))
{
	fd = t_path_device(flags, T_NVME);
	other_fd = t_open_tmpfs();
	count_fd = eventfd(0, EFD_NONBLOCK);
	taken = reaped = 0;
	deadline = t_deadline(T_WAIT_MS / 2);
	t_path_init(&path, flags, DEPTH, 2 * T_BLOCK);
	for (uint32_t i = 0; i < path.slots && flags & IOCTX_FLAG_FIXEDBUFS; i++)
		path.setup.iocbs[i].aio_nbytes = T_BLOCK;
	t_path_share(&path);
	t_path_start(&path);
	guard_buffers();
	prepare_slot = prepare_with;
	for (uint32_t i = 0; i < path.slots; i++)
		prepare_slot(i);
}

static void take(long ret)
{
	t_true(ret > -4096 && ret <= (long)path.slots);
	if (ret > 0)
		__atomic_fetch_add(&taken, ret, __ATOMIC_SEQ_CST);
}

/* Long enough for something to be taken, however long the attackers' last words stand. */
static bool goes_on(uint32_t round)
{
	return round < ROUNDS || (taken < DEPTH && !t_expired(deadline));
}

static void destroy(void)
{
	t_ret(io_destroy(path.setup.ctx), 0);
	check_guards();
	t_eq(t_status_value("VmPin"), 0);
}

static void reap(void)
{
	struct io_event events[DEPTH];
	unsigned int got = t_path_reap(&path, events, DEPTH);
	/* A fixed buffer is a block long, whatever length stood in the iocb meanwhile. */
	int64_t longest = path.flags & IOCTX_FLAG_FIXEDBUFS ? T_BLOCK : 2 * T_BLOCK;

	for (unsigned int i = 0; i < got; i++)
		t_true(events[i].obj < path.slots && events[i].res <= longest);
	reaped += got;
}

static void reap_all(void)
{
	uint64_t last = t_deadline(T_WAIT_MS);

	while (reaped < taken && !t_expired(last))
		reap();
	reap();
	t_eq(reaped, taken);
}

/* The events themselves are counted, where the rings' headers are left alone. */
static void end_counted(void)
{
	t_attack_end();
	t_true(taken > 0);
	reap_all();
	destroy();
}

static void rewrite_iocb(uint32_t random)
{
	static const uint64_t lengths[] = { 0, 512, T_BLOCK, T_BLOCK };
	static const uint64_t too_long[] = { T_BLOCK + 512, 2 * T_BLOCK, 4 << 20, 1ull << 63 };
	static const uint16_t opcodes[] = {
		IOCB_CMD_PREAD, IOCB_CMD_PWRITE, IOCB_CMD_PREAD, IOCB_CMD_FSYNC, IOCB_CMD_POLL,
		IOCB_CMD_NOOP, 4, 0xffff,
	};
	uint32_t slot = random % path.slots, value = random >> 16;
	volatile struct iocb *iocb = &t_path_iocbs(&path)[slot];
	const int files[] = { fd, fd, other_fd, -1 };

	switch ((random >> 8) % 10) {
	case 0:
		iocb->aio_lio_opcode = opcodes[value % 8];
		break;
	case 1:
		iocb->aio_fildes = files[value % 4];
		break;
	case 2:
		/* Only a fixed buffer has a length that bounds it. */
		iocb->aio_nbytes = path.flags & IOCTX_FLAG_FIXEDBUFS ? too_long[value % 4] :
								     lengths[value % 4];
		break;
	case 3:
		iocb->aio_offset = value % 4 ? value % 64 * 512 : -(int64_t)value;
		break;
	case 4:
		iocb->aio_buf = value % 2 ? (uintptr_t)t_path_buffer(&path, slot) : value;
		break;
	case 5:
		iocb->aio_rw_flags = value % 2 ? 0 : value;
		break;
	case 6:
		iocb->aio_reserved2 = value % 2;
		break;
	case 7:
		iocb->aio_data = random;
		break;
	case 8:
		iocb->aio_flags = IOCB_FLAG_RESFD | (value % 2 ? IOCB_FLAG_HIPRI : value & 0xfffe);
		break;
	default:
		prepare(slot);
		break;
	}
}

/* One go at submitting whatever stands in the iocbs, and at reaping. */
static void submit_whatever(uint32_t round)
{
	struct iocb *names[DEPTH];

	if (path.flags & IOCTX_FLAG_SCQRING) {
		while (aio_ring_next(&path.ring, NULL))
			;
		aio_ring_publish(&path.ring);
		take(io_ring_enter(path.ring.ctx, 1 + round % DEPTH, 0,
				   IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS));
		prepare_slot(path.ring.sq->head);	/* lest an error stay for ever */
	} else {
		for (uint32_t i = 0; i < DEPTH; i++)
			names[i] = t_user_name(&path.user, (round + i) % DEPTH);
		take(io_submit(path.user.ctx, 1 + round % DEPTH, names));
	}
	reap();
}

void t_body_attack_iocbs(uint32_t flags)
{
	open_guarded(flags, prepare);
	t_attack_thread(rewrite_iocb);
	for (uint32_t round = 0; goes_on(round); round++)
		submit_whatever(round);
	t_attack_end();
	t_attack_child(rewrite_iocb);
	for (uint32_t round = 0; goes_on(round); round++)
		submit_whatever(round);
	end_counted();
}

static void rewrite_headers(uint32_t random)
{
	volatile uint32_t *words = random & 1 ? (uint32_t *)path.ring.sq : (uint32_t *)path.ring.cq;
	const uint32_t values[] = { 0, 1, path.slots - 1, path.slots, random, 0xffffffff };
	uint32_t value = (random >> 8) % 16, index = (random >> 16) % path.slots;

	/* head, tail, nr_events, and the padding behind them */
	words[(random >> 1) % 5] = value < 6 ? values[value] : index;
	/* Now and then as it should be, or nothing would ever be taken. */
	if (random >> 31) {
		path.ring.cq->head = path.ring.cq->tail;
		path.ring.sq->tail = index;
	}
}

static void *enter_and_enter(void *argument)
{
	uint64_t state = (uintptr_t)argument;

	for (uint32_t round = 0; goes_on(round); round++)
		take(io_ring_enter(path.ring.ctx, t_random(&state) % (DEPTH + 1), 0,
				   IORING_FLAG_SUBMIT | (t_random(&state) & IORING_FLAG_GETEVENTS)));
	return NULL;
}

static void fill_behind(void *ring, size_t bytes, unsigned char value, unsigned char **start)
{
	*start = (unsigned char *)ring + bytes;
	memset(*start, value, T_BLOCK - bytes % T_BLOCK);
}

void t_body_attack_headers(uint32_t flags)
{
	unsigned char *behind_sq, *behind_cq;
	uint64_t completed = 0;
	pthread_t enterers[2];

	open_guarded(flags, prepare);
	fill_behind(path.ring.sq, aio_ring_sq_bytes(path.slots), 0x5a, &behind_sq);
	fill_behind(path.ring.cq, aio_ring_cq_bytes(path.slots), 0xa5, &behind_cq);
	t_attack_thread(rewrite_headers);
	t_attack_child(rewrite_headers);
	for (uintptr_t i = 0; i < 2; i++)
		enterers[i] = t_thread(enter_and_enter, (void *)i);
	for (int i = 0; i < 2; i++)
		t_join(enterers[i]);
	t_attack_end();
	t_true(taken > 0);
	for (size_t at = aio_ring_sq_bytes(path.slots) % T_BLOCK; at < T_BLOCK; at++)
		t_eq(*behind_sq++, 0x5a);
	for (size_t at = aio_ring_cq_bytes(path.slots) % T_BLOCK; at < T_BLOCK; at++)
		t_eq(*behind_cq++, 0xa5);
	for (uint32_t i = 0; i < path.slots; i++)
		t_true(path.ring.cq->events[i].obj < path.slots);
	destroy();
	/* io_destroy() waits for all. With the rings spoilt, the eventfd is who counted. */
	t_eq(read(count_fd, &completed, sizeof(completed)), sizeof(completed));
	t_eq(completed, taken);
}

/* Memory and length are read one after the other: any pair of these is within its block. */
static void rewrite_parts(uint32_t random)
{
	volatile struct iovec *part = &parts[random % 2];
	const size_t lengths[] = { T_BLOCK, 512, 0, 1ull << 63, 100 };

	if (random & 4)
		part->iov_base = random & 8 ? t_path_buffer(&path, random % 2) : (void *)8;
	else
		part->iov_len = lengths[(random >> 8) % 5];
}

void t_body_attack_vectors(uint32_t flags)
{
	open_guarded(flags, prepare_vector);
	for (int i = 0; i < 2; i++)
		parts[i] = (struct iovec){ t_path_buffer(&path, i), T_BLOCK };
	t_attack_thread(rewrite_parts);
	for (uint32_t round = 0; goes_on(round); round++)
		submit_whatever(round);
	end_counted();
}
