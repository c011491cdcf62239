// A kernel tree that builds in a moment, for tests of what builds kernels.
import {chmod} from 'node:fs/promises';
import path from 'node:path';
import type {Test} from 'tap';
import {buildKernel, type BuildInput, type Kernel} from '../../harness/build/build-kernel.js';
import {applySeries} from '../../harness/series/apply-series.js';
import {snapshotDir} from '../../harness/tree/snapshot-dir.js';
import {fakeKernelFiles, makeContext, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

/** A kernel tree of one C file, with the targets and the script that a build uses. Kconfig here knows no CONFIG_NO_*. */
export const makefile = `
tinyconfig:
	@mkdir -p $(O) && echo '# CONFIG_AIO is not set' >$(O)/.config
olddefconfig:
	@echo completing .config
	@grep -v CONFIG_NO_ $(O)/.config >$(O)/.config.new; mv $(O)/.config.new $(O)/.config
vmlinux: $(O)/aio.o
	@cp $< $(O)/vmlinux
bzImage: vmlinux
	@mkdir -p $(O)/arch/x86/boot && cp $(O)/vmlinux $(O)/arch/x86/boot/bzImage
$(O)/aio.o: fs/aio.c $(O)/.config
	@echo '  CC      fs/aio.o'
	@$(CC) $(EXTRA) -Wall $(CFLAGS_aio.o) -c -o $@ $<
`;
export const mergeConfig = '#!/bin/sh\n# -m -O DIR .config FRAGMENT...\ndir=$3\nshift 4\ncat "$@" >>"$dir/.config"\n';

type Files = Readonly<Record<string, string>>;

interface BuildOptions {
	readonly variant?: string;
	readonly config?: string;
	readonly lineTablesOf?: readonly string[];
	readonly ctx?: TestContext;
}

export interface Setting {
	readonly ctx: TestContext;
	readonly dir: string;
	/** Writes these files and builds the tree as it stands then. */
	input(files?: Files, options?: BuildOptions): Promise<BuildInput>;
	build(files?: Files, options?: BuildOptions): Promise<Kernel>;
}

export async function makeSetting(t: Test): Promise<Setting> {
	const dir = path.join(await makeTemporaryDir(t), 'linux');
	await writeFiles(dir, {...fakeKernelFiles, 'Makefile': makefile, 'scripts/kconfig/merge_config.sh': mergeConfig});
	await chmod(path.join(dir, 'scripts/kconfig/merge_config.sh'), 0o755);
	const base = await makeContext(t, {env: {PATH: process.env['PATH']}});
	const input = async (files: Files = {}, {variant = 'default', config = 'CONFIG_AIO=y\nCONFIG_PVH=y\n', lineTablesOf = [], ctx = base}: BuildOptions = {}): Promise<BuildInput> => {
		await writeFiles(dir, files);
		const tree = await snapshotDir(dir, ctx);
		const series = await applySeries({tree, series: {source: 'none', patches: []}, choice: 'all'}, ctx);
		if (series.outcome !== 'applied') throw new Error('no series, no conflict');
		return {tree, series, variant, fragments: [{name: 'base', text: config}], lineTablesOf};
	};
	return {ctx: base, dir, input, build: async (files, options) => buildKernel(await input(files, options), options?.ctx ?? base)};
}

export function built(kernel: Kernel): Extract<Kernel, {outcome: 'built'}> {
	if (kernel.outcome !== 'built') throw new Error(kernel.errors.join('\n'));
	return kernel;
}
