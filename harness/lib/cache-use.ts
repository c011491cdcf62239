// Who uses an entry of the cache holds its lock, shared, from before it looks for the entry until it is through: what is
// being used is not removed. The lock's file is in in-use/, and when it was last touched says when the entry was last used.
import {mkdir, open, stat, utimes} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import type {Context} from '../context.js';
import {InterruptedError, MachineError} from '../errors.js';
import type {Stage} from '../progress/events.js';
import {startTool, type Running} from './exec.js';
import {exists} from './files.js';

/** What the entries are is found out under a lock that keeps all of them: nothing is removed under a run that is just starting. */
export async function useEntries<P, T>(
	{stage, prepare}: {readonly stage: Stage; readonly prepare: () => Promise<{readonly prepared: P; readonly entries: readonly string[]}>}, ctx: Context, action: (prepared: P) => Promise<T>,
): Promise<T> {
	const starting = await hold('--shared', [startLockOf(ctx)], stage, ctx);
	let held: Running | undefined;
	try {
		const {prepared, entries} = await prepare().then(async found => {
			held = await hold('--shared', found.entries.map(entry => useFileOf(entry, ctx)), stage, ctx);
			return found;
		});
		for (const entry of entries) await utimes(useFileOf(entry, ctx), new Date(), new Date());
		await starting!.end();
		return await action(prepared);
	} finally {
		await starting!.end();
		await held?.end();
	}
}

/** Runs `action` when nobody starts a run meanwhile: it is to be short. */
export async function withoutStarts<T>(stage: Stage, ctx: Context, action: () => Promise<T>): Promise<T> {
	const held = await hold('--exclusive', [startLockOf(ctx)], stage, ctx);
	try {
		return await action();
	} finally {
		await held!.end();
	}
}

/** Runs `action` unless somebody holds one of the locks; undefined then. */
export async function whenUnused<T>(locks: readonly string[], stage: Stage, ctx: Context, action: () => Promise<T>): Promise<T | undefined> {
	const held = await hold('--nonblock', locks, stage, ctx);
	if (held === undefined) return undefined;
	try {
		return await action();
	} finally {
		await held.end();
	}
}

/** In ms since 1970; 0 for an entry that was not used since there are such files. */
export async function lastUseOf(entry: string, ctx: Context): Promise<number> {
	return (await stat(useFileOf(entry, ctx)).catch(() => undefined))?.mtimeMs ?? 0;
}

export function useFileOf(entry: string, {cacheDir}: Pick<Context, 'cacheDir'>): string {
	return path.join(cacheDir, 'in-use', path.relative(cacheDir, entry).replaceAll('/', '-'));
}

function startLockOf({cacheDir}: Pick<Context, 'cacheDir'>): string {
	return path.join(cacheDir, 'in-use', 'starting');
}

/** All locks, or none: undefined when one is taken and `how` does not wait. */
async function hold(how: '--shared' | '--exclusive' | '--nonblock', files: readonly string[], stage: Stage, ctx: Context): Promise<Running | undefined> {
	for (const file of files) {
		await mkdir(path.dirname(file), {recursive: true}).catch((error: unknown) => {
			throw new MachineError(`cannot make ${path.dirname(file)}: ${(error as Error).message}`, {stage, hint: 'set KERNEL_TEST_CACHE to a folder that can be written to', cause: error});
		});
		if (await exists(file)) continue;
		await (await open(file, 'a')).close();
		// To look whether somebody uses it is no use.
		if (how !== '--shared') await utimes(file, 0, 0);
	}
	const [first, ...rest] = files.flatMap(file => ['flock', how, ...(how === '--nonblock' ? ['--exclusive'] : []), file]);
	const holder = await startTool({stage, file: first ?? 'sh', args: [...rest, ...(first === undefined ? [] : ['sh']), '-c', 'echo locked && exec cat']}, ctx);
	const line = await new Promise<string | undefined>(resolve => {
		const lines = createInterface({input: holder.stdout});
		lines.once('line', resolve);
		lines.once('close', () => resolve(undefined));
	});
	if (line === 'locked') return holder;
	const {stderr} = await holder.exited;
	if (ctx.signal.aborted) throw new InterruptedError(stage);
	if (how === '--nonblock' && stderr.trim() === '') return undefined;
	throw new MachineError(`cannot lock ${files.join(', ')}: ${stderr.trim()}`, {stage});
}
