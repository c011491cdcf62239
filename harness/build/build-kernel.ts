// In: a commit and config fragments. Out: a vmlinux in the cache, named by what went into it
// (tree content, config, compiler, flags), so that the same input builds nothing. Compiling
// happens out of tree in one folder per source and variant, so that moving between patches
// rebuilds only what changed. A kernel that does not compile is a result.
import {chmod, copyFile, mkdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {mustRunTool, runTool} from '../lib/exec.js';
import {exists, fillFolderOnce, hashParts, judgeFolder, needFreeSpace} from '../lib/files.js';
import {checkOut, git, mustGit, repositoryIn, type Repository} from '../lib/git.js';
import {withLock} from '../lib/lock.js';
import type {AppliedSeries} from '../series/series.js';
import {sourceLockOf, type Tree} from '../tree/tree.js';
import {findCompilerLines} from './compiler-lines.js';
import {configureKernel, type Fragment} from './kernel-config.js';
import {listMakeArgs, makeEnv, makeDebugArgs, makesBzImage} from './make-args.js';

/** A kernel in the cache, or the reason why there is none. */
export type Kernel =
	| {
		readonly outcome: 'built';
		/** Folder with vmlinux, kernel.config, build.log and kernel.json. */
		readonly dir: string;
		readonly vmlinux: string;
		/** What QEMU boots: the vmlinux by its PVH note, or a bzImage where the configuration has no PVH. */
		readonly bootImage: string;
		readonly key: string;
		readonly configHash: string;
		readonly compiler: string;
		readonly warnings: readonly string[];
		readonly cached: boolean;
		readonly durationMs: number;
	}
	| {
		readonly outcome: 'compile-error';
		/** The compiler's own lines. */
		readonly errors: readonly string[];
		readonly compiler: string;
		readonly configHash: string;
		readonly log: string;
		readonly durationMs: number;
	};

export interface BuildInput {
	readonly tree: Tree;
	readonly series: Extract<AppliedSeries, {outcome: 'applied'}>;
	readonly variant: string;
	readonly fragments: readonly Fragment[];
	/** Sources that get a line table; the code stays the same. */
	readonly lineTablesOf?: readonly string[];
	/** Sources that get all that a debugger asks for; the code stays the same here, too. */
	readonly debugInfoOf?: readonly string[];
}

const buildTimeoutMs = 60 * 60_000;
const buildBytesNeeded = 2 ** 30;
const logBytesMax = 64 * 2 ** 20;

/** Builds the kernel unless the cache has it. @throws InputError for lost options, MachineError when the machine fails. */
export async function buildKernel(input: BuildInput, ctx: Context): Promise<Kernel> {
	const {tree, series, variant} = input;
	const {compiler, configHash, key, dir} = await nameKernel(input, ctx);
	const startedAt = Date.now();
	const fromCache = async (cached: boolean): Promise<Kernel> => {
		const {warnings} = JSON.parse(await readFile(path.join(dir, 'kernel.json'), 'utf8')) as {warnings: readonly string[]};
		const durationMs = Date.now() - startedAt;
		ctx.emit({type: 'end', stage: 'build', text: `kernel ${key.slice(0, 12)}, ${variant}`, cached, durationMs});
		const vmlinux = path.join(dir, 'vmlinux'), bzImage = path.join(dir, 'bzImage');
		return {outcome: 'built', dir, vmlinux, bootImage: await exists(bzImage) ? bzImage : vmlinux, key, configHash, compiler, warnings, cached, durationMs};
	};
	if (await judgeFolder(dir) === 'whole') return fromCache(true);
	return withLock(sourceLockOf(tree.sourceDir), 'build', ctx, async () => {
		const found = await judgeFolder(dir);
		if (found === 'whole') return fromCache(true);
		if (found === 'damaged') {
			ctx.emit({type: 'notice', stage: 'build', text: `${dir} is damaged: built again`});
			await rm(dir, {recursive: true});
		}
		ctx.emit({type: 'start', stage: 'build', text: `compiling, ${variant}`});
		await needFreeSpace(ctx.cacheDir, buildBytesNeeded, 'build');
		const buildDir = buildDirOf(tree, variant);
		const made = await make({...input, buildDir, compiler, configHash}, ctx);
		if (made.exitCode !== 0) {
			const {errors} = findCompilerLines(made.log);
			if (/no space left on device/i.test(made.log)) {
				throw new MachineError(`no space left in ${ctx.cacheDir} while compiling`, {stage: 'build', hint: 'free some space, run `kernel-test clean`, or set KERNEL_TEST_CACHE', logPath: made.logPath});
			}
			if (errors.length === 0 || /Killed|internal compiler error/.test(made.log)) {
				throw new MachineError(`make failed without an error of the compiler's, exit code ${made.exitCode}:\n${made.log.trimEnd().split('\n').slice(-8).join('\n')}`, {stage: 'build', logPath: made.logPath});
			}
			return {outcome: 'compile-error', errors, compiler, configHash, log: made.log, durationMs: Date.now() - startedAt};
		}
		await fillFolderOnce(dir, async temporary => {
			await copyFile(path.join(buildDir, 'vmlinux'), path.join(temporary, 'vmlinux'));
			if (made.isBzImage) await copyFile(path.join(buildDir, 'arch/x86/boot/bzImage'), path.join(temporary, 'bzImage'));
			await copyFile(path.join(buildDir, '.config'), path.join(temporary, 'kernel.config'));
			await copyFile(made.logPath, path.join(temporary, 'build.log'));
			const facts = {commit: series.commit, treeId: series.treeId, configHash, compiler, warnings: findCompilerLines(made.log).warnings};
			await writeFile(path.join(temporary, 'kernel.json'), JSON.stringify(facts, undefined, '\t'));
		});
		return fromCache(false);
	});
}

/**
 * The warnings of a whole build of this kernel. Compiling tells only of what it compiles, so a kernel that was made from another
 * one has some of them, and a change of a header brings out the rest. Costs a build, once.
 * @returns none when it does not compile.
 */
export async function listAllWarnings(input: BuildInput, ctx: Context): Promise<readonly string[]> {
	const {compiler, configHash, key} = await nameKernel(input, ctx);
	const dir = path.join(ctx.cacheDir, 'kernels', hashParts('warnings-1', key).slice(0, 32));
	const fromCache = async () => JSON.parse(await readFile(path.join(dir, 'warnings.json'), 'utf8')) as string[];
	if (await judgeFolder(dir) === 'whole') return fromCache();
	return withLock(sourceLockOf(input.tree.sourceDir), 'build', ctx, async () => {
		if (await judgeFolder(dir) === 'whole') return fromCache();
		ctx.emit({type: 'start', stage: 'build', text: 'compiling everything, for the warnings that there were before'});
		await needFreeSpace(ctx.cacheDir, buildBytesNeeded, 'build');
		const buildDir = buildDirOf(input.tree, `${input.variant}-whole`);
		await rm(buildDir, {recursive: true, force: true});
		const {exitCode, log} = await make({...input, buildDir, compiler, configHash}, ctx);
		await rm(buildDir, {recursive: true});
		if (exitCode !== 0) return [];
		await rm(dir, {recursive: true, force: true});
		await fillFolderOnce(dir, async temporary => writeFile(path.join(temporary, 'warnings.json'), JSON.stringify(findCompilerLines(log).warnings, undefined, '\t')));
		return fromCache();
	});
}

async function make(
	{tree, series, fragments, lineTablesOf = [], debugInfoOf = [], buildDir, compiler, configHash}: BuildInput & {buildDir: string; compiler: string; configHash: string},
	ctx: Context,
): Promise<{exitCode: number; log: string; logPath: string; isBzImage: boolean}> {
	const repo = repositoryIn(tree.sourceDir);
	const logPath = path.join(buildDir, 'build.log');
	// make goes by time, and objects of a time that is still to come are never compiled again.
	if (((await stat(logPath).catch(() => undefined))?.mtimeMs ?? 0) > Date.now()) {
		ctx.emit({type: 'notice', stage: 'build', text: 'the clock was set back since the last build: everything is compiled again'});
		await rm(buildDir, {recursive: true});
	}
	await mkdir(buildDir, {recursive: true});
	await rm(logPath, {force: true});
	await checkOut(repo, 'build', series.commit, ctx);
	await makeScriptsExecutable(repo, ctx);
	const makeArgs = await listMakeArgs({buildDir, fragments, lineTablesOf, debugInfoOf}, ctx);
	const stamp = path.join(buildDir, 'kernel-test-config');
	const config = await judgeConfig({tree, series, compiler, configHash, stamp: await readFile(stamp, 'utf8').catch(() => '')}, ctx);
	if (config === 'anew') {
		await rm(stamp, {force: true});
		await configureKernel({treeDir: repo.workTree, buildDir, fragments, makeArgs, logPath}, ctx);
	} else if (config === 'again') {
		await mustRunTool({stage: 'build', file: 'make', args: [...makeArgs, 'olddefconfig'], cwd: repo.workTree, logPath, timeoutMs: 300_000}, ctx);
	}
	await writeFile(stamp, `${makeStamp({tree, compiler, configHash})}\n${series.commit}\n`);
	const isBzImage = makesBzImage(await readFile(path.join(buildDir, '.config'), 'utf8'));
	let objects = 0;
	const result = await runTool({
		stage: 'build', file: 'make', args: [...makeArgs, isBzImage ? 'bzImage' : 'vmlinux'], cwd: repo.workTree, logPath, timeoutMs: buildTimeoutMs,
		env: makeEnv(tree.sourceDir, ctx), outputBytesMax: logBytesMax,
		onLine(line) {
			ctx.emit({type: 'log', stage: 'build', text: line});
			if (/^\s+(?:CC|AS|LD|AR)\s/.test(line)) ctx.emit({type: 'step', stage: 'build', text: `compiling, ${line.trim().replace(/\s+/g, ' ')};`, done: (objects += 1)});
		},
	}, ctx);
	return {exitCode: result.exitCode, log: await readFile(logPath, 'utf8'), logPath, isBzImage};
}

/** Kbuild calls scripts as programs, and a tree that came through an archive or a mirror without modes has none that is one. */
async function makeScriptsExecutable(repo: Repository, ctx: Context): Promise<void> {
	if (!(await mustGit(repo, 'build', ['ls-files', '--stage', 'scripts/kconfig/merge_config.sh'], ctx)).startsWith('100644')) return;
	ctx.emit({type: 'notice', stage: 'build', text: 'the scripts of this tree are not executable: taken as programs where they start with #!'});
	const found = await git(repo, 'build', ['grep', '-l', '-I', '-z', '-e', '^#!', '--', 'scripts', 'tools', 'arch', 'usr', 'lib'], ctx);
	for (const file of found.stdout.split('\0').filter(name => name !== '')) await chmod(path.join(repo.workTree, file), 0o755);
}

type ConfigInput = Pick<BuildInput, 'tree'> & {readonly compiler: string; readonly configHash: string};

/** A .config made from other fragments, by another compiler or for another base is made anew. */
function makeStamp({tree, compiler, configHash}: ConfigInput): string {
	return `${configHash} ${compiler} ${tree.isUserDir ? '' : tree.baseCommit}`;
}

/** What has to become of the build folder's .config. A fifth of a small rebuild is olddefconfig coming to what it came to before. */
export async function judgeConfig({series, stamp, ...input}: ConfigInput & Pick<BuildInput, 'series'> & {readonly stamp: string}, ctx: Context): Promise<'anew' | 'again' | 'stands'> {
	const [found, configuredFor] = stamp.split('\n');
	if (found !== makeStamp(input)) return 'anew';
	const {exitCode} = await git(repositoryIn(input.tree.sourceDir), 'build', ['diff', '--quiet', configuredFor!, series.commit, '--', ':(icase)*kconfig*'], ctx);
	return exitCode === 0 ? 'stands' : 'again';
}

/** Out of tree, one for each source and variant. */
export function buildDirOf({sourceDir}: Pick<Tree, 'sourceDir'>, variant: string): string {
	return path.join(sourceDir, 'build', variant);
}

/** The kernel's place in the cache, and what its name is made of. */
export async function nameKernel({series, fragments, ...debug}: BuildInput, ctx: Context): Promise<{readonly compiler: string; readonly configHash: string; readonly key: string; readonly dir: string}> {
	const compiler = await identifyCompiler(ctx);
	const configHash = hashParts(...fragments.flatMap(({name, text}) => [name, text]));
	const flags = [...['KCFLAGS', 'LLVM', 'ARCH', 'CROSS_COMPILE'].map(name => `${name}=${ctx.env[name] ?? ''}`), ...makeDebugArgs(debug)];
	const key = hashParts('kernel-1', series.treeId, configHash, compiler, ...flags).slice(0, 32);
	return {compiler, configHash, key, dir: path.join(ctx.cacheDir, 'kernels', key)};
}

/** The compiler's first line of `--version`: part of a kernel's name and of every result. */
async function identifyCompiler(ctx: Context): Promise<string> {
	const [file = 'gcc', ...args] = (ctx.env['CC'] ?? 'gcc').split(/\s+/);
	const result = await mustRunTool({stage: 'build', file, args: [...args, '--version'], timeoutMs: 30_000}, ctx);
	return result.stdout.split('\n')[0]!.trim();
}
