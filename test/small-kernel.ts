// A project around a kernel of twenty instructions, for tests of what binds the stages: real git, compiler, linker and QEMU, in
// about a second a boot. All that this kernel does is to say its words at the serial port and then fault for good.
import path from 'node:path';
import {chmod, symlink} from 'node:fs/promises';
import type {Test} from 'tap';
import type {RunRequest} from '../harness/run.js';
import {makefile, mergeConfig} from './build/setting.js';
import {fakeKernelFiles, makeContext, makeTemporaryDir, projectDir as ownDir, writeFiles, type TestContext} from './support.js';

export const panic = (reason: string): string => `const char words[] = "\\nKernel panic - not syncing: ${reason}\\n";`;
export const noCode = 'this is no C';

/** Behind its first line, which is what patches change. The note is where QEMU finds the entry (XEN_ELFNOTE_PHYS32_ENTRY). */
const rest = `/*
 * Says its words.
 */
asm(".section .note.Xen,\\"a\\",@note\\n"
    ".long 4, 4, 18\\n.asciz \\"Xen\\"\\n.long start\\n"
    ".text\\n.code32\\n.globl start\\n"
    "start: mov $words, %esi\\nmov $0x3f8, %dx\\n"
    "1: lodsb\\ntest %al, %al\\njz 2f\\nout %al, %dx\\njmp 1b\\n"
    "2: lidt nowhere\\nint3\\n"
    ".data\\nnowhere: .quad 0\\n.code64\\n");
`;

/** Guest programs as the Makefile of guest-tools gives them, from one-line sources. */
export const guestMakefile = `
CHECKS := $(patsubst %.c,$(O)/%,$(wildcard checks/*/*.c))
all: $(O)/init $(O)/bench/iops $(CHECKS)
$(O)/%: %.c
	@mkdir -p $(@D)
	@echo built $* >>$(O)/built
	@$(GUEST_CC) $(DEFINES) -E -P -o $@ $<
`;

export const bench = 'null.libaio.randread.4k.qd32';

/** A patch that changes the kernel's first line. */
export function makePatch(number: number, before: string, after: string): string {
	const context = rest.split('\n').slice(0, 3).map(line => ` ${line}`);
	return [
		`From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`, 'From: Some One <one@example.org>', 'Date: Mon, 1 Dec 2025 12:04:00 +0000',
		`Subject: [PATCH ${number}/9] aio: patch ${number}`, '', 'Why.', '', '---', ' fs/aio.c | 2 +-', '',
		'diff --git a/fs/aio.c b/fs/aio.c', '--- a/fs/aio.c', '+++ b/fs/aio.c', '@@ -1,4 +1,4 @@', `-${before}`, `+${after}`, ...context, '-- ', '2.39.5', '',
	].join('\n');
}

export interface SmallProject {
	readonly ctx: TestContext;
	/** The kernel's tree. */
	readonly dir: string;
	/** What a boot wants besides a patch and a plan. */
	readonly template: Omit<RunRequest, 'patch' | 'plan'>;
}

/** `lines`: the kernel's first line without a patch, and behind each. Projects that share a cache compile guest programs once. */
export async function makeSmallProject(t: Test, lines: readonly string[], cacheDir: string): Promise<SmallProject> {
	const projectDir = await makeTemporaryDir(t);
	const dir = path.join(projectDir, 'linux');
	const target = {
		description: 'a small kernel', tree: {type: 'dir', dir: '../../linux'}, config: ['base'], vm: {bootTimeoutMs: 20_000},
		counted: [{devices: ['null'], engines: ['libaio'], rw: ['randread'], bs: ['4k'], qd: [32]}],
		claims: [{bench, iops: 1000, description: 'the rings', source: 'a mail'}],
	};
	const patches = lines.slice(1).map((line, index) => [`patches/sample/000${index + 1}-aio-patch-${index + 1}.patch`, makePatch(index + 1, lines[index]!, line)] as const);
	await writeFiles(projectDir, {
		...Object.fromEntries(Object.entries(fakeKernelFiles).map(([name, text]) => [`linux/${name}`, text])),
		'linux/Makefile': makefile.replace('@cp $< $(O)/vmlinux', '@ld -o $(O)/vmlinux -Ttext=0x100000 -e start $<').replace('-Wall', '-Wall -fno-pic'),
		'linux/scripts/kconfig/merge_config.sh': mergeConfig, 'linux/fs/aio.c': `${lines[0]!}\n${rest}`,
		'kernel-config/base.config': 'CONFIG_AIO=y\nCONFIG_PVH=y\n', 'patches/sample/target.json': JSON.stringify(target), ...Object.fromEntries(patches),
		'guest-tools/Makefile': guestMakefile, 'guest-tools/init.c': 'init\n', 'guest-tools/bench/iops.c': 'bench\n', 'guest-tools/checks/io/read.c': 'read\n', 'guest-tools/checks/io/write.c': 'write\n',
		'results/.keep': '',
	});
	await chmod(path.join(dir, 'scripts/kconfig/merge_config.sh'), 0o755);
	await symlink(path.join(ownDir, 'host-tools'), path.join(projectDir, 'host-tools'));
	const ctx = await makeContext(t, {projectDir, cacheDir, resultsDir: path.join(projectDir, 'results'), env: {...process.env, GUEST_CC: 'gcc'}});
	return {ctx, dir, template: {
		command: 'kernel-test run', target: 'sample', tree: undefined, series: undefined, variant: 'default', accel: 'tcg', cpus: 1, totalTimeoutMs: undefined, nvme: {}, append: [], qemuArgs: [],
	}};
}
