// SPDX-License-Identifier: GPL-2.0-only
/*
 * Marks for the instruction counter of host-tools/count-plugin.c: instructions that
 * do nothing, and that it recognises by a displacement, one for each number.
 */
#include "bench.h"

#ifdef __x86_64__

/* 1024 times `nopl 0x4b544000 + number(%rax); ret`, 8 bytes each. */
__asm__(".pushsection .text.mark_table, \"ax\", @progbits\n"
	".balign 8\n"
	"mark_table:\n"
	".set number, 0\n"
	".rept 1024\n"
	".byte 0x0f, 0x1f, 0x80\n"
	".long 0x4b544000 + number\n"
	"ret\n"
	".set number, number + 1\n"
	".endr\n"
	".popsection\n");

extern const char mark_table[] __attribute__((visibility("hidden")));

void mark_set(unsigned int number)
{
	((void (*)(void))(uintptr_t)(mark_table + (size_t)number * 8))();
}

#else

void mark_set(unsigned int number)
{
	bench_fail("no mark %u: marks are instructions of x86-64", number);
}

#endif
