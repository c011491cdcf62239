// In: the target's system call numbers. Out: a folder of the cache with the static guest programs
// (init, checks, bench), named by their sources, the compiler and the numbers.
import path from 'node:path';
import {copyFile, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import type {Command} from '../lib/commands.js';
import {mustRunTool, runTool} from '../lib/exec.js';
import {fillFolderOnce, hashTree, judgeFolder, listFiles, shortHash} from '../lib/files.js';
import {withLock} from '../lib/lock.js';
import type {Target} from '../target/target-schema.js';
import {makeFilesystem} from './make-filesystem.js';

export interface GuestTools {
	/** Holds init, checks/<group>/<behaviour>, bench/<program>, and xfs-<block size>.sectors for checks that want a file system. */
	readonly dir: string;
	readonly key: string;
	/** `<group>/<behaviour>`, sorted. */
	readonly checks: readonly string[];
	/** Of the program that measures: numbers of different ones are not compared. */
	readonly benchHash: string;
}

const compileTimeoutMs = 300_000;

/** Compiles the guest programs unless the cache has them. */
export async function buildGuestTools({target}: {readonly target: Target}, ctx: Context): Promise<GuestTools> {
	const {key, dir, objectDir, command} = await nameGuestTools({target}, ctx);
	const checks = await listChecks(ctx);
	const describe = async (): Promise<GuestTools> => ({dir, key, checks, benchHash: shortHash(await readFile(path.join(dir, 'bench/iops')))});
	if (await judgeFolder(dir) === 'whole') return describe();
	return withLock(`${dir}.lock`, 'image', ctx, async () => {
		const found = await judgeFolder(dir);
		if (found === 'whole') return describe();
		if (found === 'damaged') {
			ctx.emit({type: 'notice', stage: 'image', text: `${dir} is damaged: compiled again`});
			await rm(dir, {recursive: true});
		}
		const startedAt = Date.now();
		ctx.emit({type: 'start', stage: 'image', text: 'compiling guest programs'});
		await mkdir(objectDir, {recursive: true});
		await withLock(`${objectDir}.lock`, 'image', ctx, async () => {
			const logPath = `${objectDir}.log`;
			const made = await runTool({...command, stage: 'image', timeoutMs: compileTimeoutMs, logPath}, ctx);
			if (made.exitCode !== 0) {
				throw new MachineError(`the guest programs do not compile:\n${(made.stderr || made.stdout).split('\n').slice(0, 20).join('\n')}`, {stage: 'image', logPath});
			}
			await fillFolderOnce(dir, async temporary => {
				for (const program of ['init', 'bench/iops', ...checks.map(name => `checks/${name}`)]) {
					await mkdir(path.dirname(path.join(temporary, program)), {recursive: true});
					await copyFile(path.join(objectDir, program), path.join(temporary, program));
				}
				for (const bytes of [512, 4096] as const) await writeFile(path.join(temporary, `xfs-${bytes}.sectors`), await makeFilesystem({workFile: path.join(temporary, 'disk'), sectorBytes: bytes}, ctx));
			});
		});
		ctx.emit({type: 'end', stage: 'image', text: `compiled ${checks.length} checks`, cached: false, durationMs: Date.now() - startedAt});
		return describe();
	});
}

/** Where they are, or will be, and what compiles them. */
export async function nameGuestTools({target}: {readonly target: Target}, ctx: Context): Promise<{readonly key: string; readonly dir: string; readonly objectDir: string; readonly command: Command}> {
	const sourceDir = path.join(ctx.projectDir, 'guest-tools');
	const compiler = ctx.env['GUEST_CC'] ?? 'musl-gcc';
	const version = await mustRunTool({stage: 'image', file: compiler, args: ['--version'], timeoutMs: 30_000}, ctx);
	const defines = Object.entries(target.syscalls).map(([name, number]) => `-DNR_${name.toUpperCase()}=${number}`).join(' ');
	const key = shortHash('guest-tools-3', await hashTree(sourceDir), compiler, version.stdout, defines);
	// Objects stay in a folder per checkout, compiler and numbers, so that one changed check compiles alone.
	// Two checkouts would take each other's objects for their own: make goes by time.
	const objectDir = path.join(ctx.cacheDir, 'guest-tools', `objects-${shortHash(sourceDir, compiler, version.stdout, defines)}`);
	return {key, dir: path.join(ctx.cacheDir, 'guest-tools', key), objectDir, command: {
		file: 'make', args: [`-j${ctx.jobs}`, '-C', sourceDir, `O=${objectDir}`, `GUEST_CC=${compiler}`, `DEFINES=${defines}`],
	}};
}

/** Names of all checks: a file guest-tools/checks/<group>/<behaviour>.c each. */
export async function listChecks(ctx: Pick<Context, 'projectDir'>): Promise<readonly string[]> {
	return (await listFiles(path.join(ctx.projectDir, 'guest-tools', 'checks')))
		.filter(file => file.endsWith('.c'))
		.map(file => file.slice(0, -2));
}
