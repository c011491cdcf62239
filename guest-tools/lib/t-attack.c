// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attackers: threads and forked children that scribble on what the kernel uses
 * while a check uses it, too. They stop when told, so a check decides by its own
 * rounds how long it takes.
 */
#include "t.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#define ATTACKERS_MAX 8

static struct {
	void (*attack)(uint32_t random);
	pthread_t thread;
	pid_t child;
} attackers[ATTACKERS_MAX];
static unsigned int attacker_count;
static int over;

uint32_t t_random(uint64_t *state)
{
	uint64_t value = *state += 0x9e3779b97f4a7c15;

	value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
	value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
	return (value ^ (value >> 31)) >> 16;
}

/* With one CPU for all, an attacker that never yields would be alone. */
static void *attack_on(void *argument)
{
	unsigned int number = (unsigned int)(uintptr_t)argument;
	uint64_t state = number;

	while (!__atomic_load_n(&over, __ATOMIC_RELAXED)) {
		for (int i = 0; i < 50; i++)
			attackers[number].attack(t_random(&state));
		sched_yield();
	}
	return NULL;
}

static unsigned int enlist(void (*attack)(uint32_t random))
{
	if (attacker_count == ATTACKERS_MAX)
		t_fail("more than %d attackers", ATTACKERS_MAX);
	attackers[attacker_count].attack = attack;
	return attacker_count++;
}

void t_attack_thread(void (*attack)(uint32_t random))
{
	uintptr_t number = enlist(attack);

	attackers[number].thread = t_thread(attack_on, (void *)number);
}

void t_attack_child(void (*attack)(uint32_t random))
{
	uintptr_t number = enlist(attack);
	pid_t child = fork();

	if (child < 0)
		t_fail("fork: %s", strerror(errno));
	if (child == 0)
		attack_on((void *)number);
	attackers[number].child = child;
}

void t_attack_end(void)
{
	__atomic_store_n(&over, 1, __ATOMIC_RELAXED);
	for (unsigned int i = 0; i < attacker_count; i++) {
		if (attackers[i].child) {
			kill(attackers[i].child, SIGKILL);
			t_wait_child(attackers[i].child);
		} else {
			t_join(attackers[i].thread);
		}
	}
	memset(attackers, 0, sizeof(attackers));
	attacker_count = 0;
	over = 0;
}

pthread_t t_thread(void *(*work)(void *), void *argument)
{
	pthread_t thread;
	int error = pthread_create(&thread, NULL, work, argument);

	if (error)
		t_fail("pthread_create: %s", strerror(error));
	return thread;
}

void *t_join(pthread_t thread)
{
	uint64_t deadline = t_deadline(T_WAIT_MS);
	void *result;

	while (pthread_tryjoin_np(thread, &result) == EBUSY) {
		if (t_expired(deadline))
			t_fail("a thread did not end within %d ms", T_WAIT_MS);
		t_sleep_ms(1);
	}
	return result;
}
