// SPDX-License-Identifier: GPL-2.0-only
/* A signal to a thread whose turn to submit has not come, another one being at it, is EINTR. */
#include "t.h"

#include <signal.h>
#include <sys/time.h>
#include <sys/uio.h>

static struct aio_ring ring;
static long submitted = -1;

static void on_alarm(int signal)
{
	(void)signal;
}

static void *submit(void *unused)
{
	(void)unused;
	__atomic_store_n(&submitted, t_ring_submit(&ring, 1), __ATOMIC_SEQ_CST);
	return NULL;
}

/* The submitter is at it while its vector, a part of no bytes, is fetched. */
static int interrupt(void)
{
	const struct itimerval every = { { 0, 20000 }, { 0, 20000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct iovec *slow = t_slow_page(t_slow_device(1, T_WAIT_MS / 20));
	struct sigaction action = { .sa_handler = on_alarm };
	int fd = t_open_device(T_NVME);
	struct io_event event;
	pthread_t submitter;
	sigset_t alarms;

	sigemptyset(&alarms);
	sigaddset(&alarms, SIGALRM);
	t_ring_open(&ring, 4, 0);
	t_ring_queue(&ring, IOCB_CMD_PREADV, fd, slow, 1, 0, 1);
	/* The submitter inherits that no alarm is for it. */
	t_true(pthread_sigmask(SIG_BLOCK, &alarms, NULL) == 0);
	submitter = t_thread(submit, NULL);
	t_true(sigaction(SIGALRM, &action, NULL) == 0);
	t_true(pthread_sigmask(SIG_UNBLOCK, &alarms, NULL) == 0);
	t_sleep_ms(20);
	t_true(setitimer(ITIMER_REAL, &every, NULL) == 0);
	t_ret(io_ring_enter(ring.ctx, 1, 1, IORING_FLAG_SUBMIT | IORING_FLAG_GETEVENTS), -EINTR);
	t_eq(__atomic_load_n(&submitted, __ATOMIC_SEQ_CST), -1);
	t_true(setitimer(ITIMER_REAL, &never, NULL) == 0);
	t_join(submitter);
	t_ret(submitted, 1);
	t_eq(ring.sq->head, 1);
	t_ring_wait(&ring, &event, 1);
	t_event(&event, 0, 1, 0);
	return T_PASS;
}

int main(void)
{
	int verdict;

	t_need_setup2(IOCTX_FLAG_SCQRING);
	verdict = t_child_verdict(interrupt);
	t_memory_device_end();
	return verdict;
}
