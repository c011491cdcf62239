// SPDX-License-Identifier: GPL-2.0-only
/* A buffer that cannot be read, written or pinned whole is EFAULT at setup, whichever it is. */
#include "t.h"

#include <fcntl.h>

#define BUFFERS 9
#define FIXED IOCTX_FLAG_FIXEDBUFS

static long pinned_before;

static void spoil(struct t_setup *setup, uint32_t which, void *buffer, size_t bytes)
{
	struct iocb *iocb = &setup->iocbs[which], good = *iocb;

	iocb->aio_buf = (uintptr_t)buffer;
	iocb->aio_nbytes = bytes;
	t_ret(t_setup_call(setup), -EFAULT);
	*iocb = good;
	t_eq(setup->ctx, 0);
	t_eq(t_status_value("VmPin"), pinned_before);
}

static void *map_device(void)
{
	int fd = open(T_NVME, O_RDWR);
	void *memory = mmap(NULL, T_BLOCK, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	t_true(memory != MAP_FAILED);
	return memory;
}

static void try_flags(uint32_t flags)
{
	static const uint32_t which[] = { 0, 5, BUFFERS - 1 };
	char *read_only = t_alloc(T_BLOCK), *behind = t_alloc(T_BLOCK), *gone = t_alloc(T_BLOCK);
	void *none = t_alloc_none(T_BLOCK), *file_page = map_device();
	struct t_setup setup;

	t_need_setup2(flags);
	pinned_before = t_status_value("VmPin");
	t_true(mprotect(read_only, T_BLOCK, PROT_READ) == 0);
	t_setup_init(&setup, BUFFERS, flags);
	t_free(gone, T_BLOCK);		/* and nothing is mapped after that */
	for (size_t i = 0; i < sizeof(which) / sizeof(which[0]); i++) {
		spoil(&setup, which[i], none, T_BLOCK);
		spoil(&setup, which[i], read_only, T_BLOCK);
		spoil(&setup, which[i], gone, T_BLOCK);
		spoil(&setup, which[i], file_page, T_BLOCK);
		spoil(&setup, which[i], behind, T_BLOCK + 1);		/* into the guard page */
		spoil(&setup, which[i], behind + T_BLOCK - 1, 2);
		spoil(&setup, which[i], (void *)0xffff800000000000, T_BLOCK);
		spoil(&setup, which[i], (void *)-T_BLOCK, 2 * T_BLOCK);	/* wraps around */
	}
	t_ret(t_setup_call(&setup), 0);
}

int main(void)
{
	T_EACH_PATH(try_flags, FIXED | IOCTX_FLAG_USERIOCB, FIXED | IOCTX_FLAG_SCQRING);
	return T_PASS;
}
