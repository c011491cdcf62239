// In: what a kernel would be built from. Out: the commands that would build it as the cache stands now, none when the
// kernel is there, and where it will be. Runs no make.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import type {Command} from '../lib/commands.js';
import {exists} from '../lib/files.js';
import {repositoryIn} from '../lib/git.js';
import {buildDirOf, judgeConfig, nameKernel, type BuildInput} from './build-kernel.js';
import {listConfigureCommands} from './kernel-config.js';
import {listMakeArgs, makeEnv, makesBzImage} from './make-args.js';

export async function listMakeCommands(input: BuildInput, ctx: Context): Promise<{readonly commands: readonly Command[]; readonly vmlinux: string; readonly bootImage: string}> {
	const {tree, series, variant, fragments} = input;
	const named = await nameKernel(input, ctx);
	const isCached = await exists(named.dir);
	const buildDir = buildDirOf(tree, variant);
	const isBzImage = isCached ? await exists(path.join(named.dir, 'bzImage')) : makesBzImage(...fragments.map(({text}) => text));
	const vmlinux = path.join(named.dir, 'vmlinux');
	const kernel = {vmlinux, bootImage: isBzImage ? path.join(named.dir, 'bzImage') : vmlinux};
	if (isCached) return {...kernel, commands: []};
	const cwd = repositoryIn(tree.sourceDir).workTree;
	const makeArgs = await listMakeArgs({...input, buildDir}, ctx);
	const make = (goal: string): Command => ({file: 'make', args: [...makeArgs, goal], cwd});
	const stamp = await readFile(path.join(buildDir, 'kernel-test-config'), 'utf8').catch(() => '');
	const config = await judgeConfig({tree, series, stamp, ...named}, ctx);
	return {...kernel, commands: [
		...(config === 'anew' ? listConfigureCommands({treeDir: cwd, buildDir, fragments, makeArgs}) : config === 'again' ? [make('olddefconfig')] : []),
		{...make(isBzImage ? 'bzImage' : 'vmlinux'), env: makeEnv(tree.sourceDir, ctx)},
	]};
}
