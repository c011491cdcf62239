// SPDX-License-Identifier: GPL-2.0-only
/* Contexts, requests, files, address spaces and the count of events all come back when contexts go. */
#include "t-kind.h"

int main(void)
{
	/* A context holds a file and an address space; a request holds its context and its file. */
	static const char *const caches[] = { "kioctx", "aio_kiocb", "filp", "mm_struct" };
	/* Other processes come and go a little; a leak comes once a context or a request. */
	const long slack = 2;
	long before[sizeof(caches) / sizeof(caches[0])];

	/* First uses set up what stays. */
	t_kind_churn();
	t_falls_to(t_file_number, "/proc/sys/fs/aio-nr", 0);
	for (size_t i = 0; i < sizeof(caches) / sizeof(caches[0]); i++)
		before[i] = t_slab_objects(caches[i]);
	t_kind_churn();
	t_falls_to(t_file_number, "/proc/sys/fs/aio-nr", 0);
	for (size_t i = 0; i < sizeof(caches) / sizeof(caches[0]); i++) {
		t_falls_to(t_slab_objects, caches[i], before[i] + slack);
		t_say("%s: %ld, then %ld", caches[i], before[i], t_slab_objects(caches[i]));
	}
	return T_PASS;
}
