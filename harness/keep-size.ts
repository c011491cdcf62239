// Makes the cache no bigger than a limit: what was not used for longest goes first, never what a run holds. An entry is
// renamed under its locks and removed afterwards, so that nobody finds half of one; who needs it makes it again.
import {randomBytes} from 'node:crypto';
import {readdir, rename, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from './context.js';
import {mustRunTool} from './lib/exec.js';
import {lastUseOf, useFileOf, whenUnused, withoutStarts} from './lib/cache-use.js';
import {findTool} from './lib/tools.js';
import {sourceLockOf} from './tree/tree.js';

const kinds = ['kernels', 'guest-tools', 'host-tools', 'images', 'accel', 'downloads', 'mail', 'sources'] as const;
/** Half-made entries that are younger may be in the making. */
const halfMadeMsMin = 60 * 60_000;
const measureTimeoutMs = 300_000;

interface Entry {
	readonly path: string;
	readonly bytes: number;
	/** In ms since 1970. */
	readonly usedAt: number;
	/** Whoever uses it holds one of these. */
	readonly locks: readonly string[];
}

export interface Trimmed {
	readonly removed: ReadonlyArray<{readonly entry: string; readonly bytes: number}>;
	/** Entries that would have gone and are in use. */
	readonly held: readonly string[];
	readonly bytesBefore: number;
	readonly bytesAfter: number;
}

export async function keepCacheSize(bytesMax: number, ctx: Context): Promise<Trimmed> {
	const entries = await listEntries(ctx);
	const ccacheDir = path.join(ctx.cacheDir, 'ccache');
	const ccacheBytes = await measure(ccacheDir, ctx);
	const bytesBefore = entries.reduce((sum, {bytes}) => sum + bytes, ccacheBytes);
	let bytes = bytesBefore;
	const removed: Array<{entry: string; bytes: number}> = [];
	const held: string[] = [];
	for (const entry of [...entries].sort((left, right) => left.usedAt - right.usedAt)) {
		if (bytes <= bytesMax && !isHalfMade(entry.path)) continue;
		const name = path.relative(ctx.cacheDir, entry.path);
		const aside = path.join(path.dirname(entry.path), `tmp-removed-${randomBytes(4).toString('hex')}`);
		const isAside = await withoutStarts('store', ctx, async () => whenUnused(entry.locks, 'store', ctx, async () => {
			await rename(entry.path, aside);
			return true;
		}));
		if (isAside !== true) {
			held.push(name);
			continue;
		}
		await rm(aside, {recursive: true, force: true});
		removed.push({entry: name, bytes: entry.bytes});
		bytes -= entry.bytes;
	}
	if (bytes > bytesMax && ccacheBytes > 0) {
		await shrinkCcache(ccacheDir, Math.max(1, ccacheBytes - (bytes - bytesMax)), ctx);
		const left = await measure(ccacheDir, ctx);
		removed.push({entry: 'ccache, a part', bytes: ccacheBytes - left});
		bytes -= ccacheBytes - left;
	}
	return {removed, held, bytesBefore, bytesAfter: bytes};
}

/** Pure. */
export function describeTrimmed({removed, held, bytesBefore, bytesAfter}: Trimmed, bytesMax: number): string {
	return [
		...removed.map(({entry, bytes}) => `removed ${entry}, ${mib(bytes)}`),
		...held.map(entry => `kept ${entry}, which is in use`),
		`${mib(bytesBefore - bytesAfter)} freed, ${mib(bytesAfter)} left${bytesAfter > bytesMax ? `, more than ${mib(bytesMax)}: the rest is in use` : ''}`,
	].map(line => `${line}\n`).join('');
}

function mib(bytes: number): string {
	return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** Builds of a source go before the source: it is needed to make them. */
async function listEntries(ctx: Context): Promise<readonly Entry[]> {
	const entries: Entry[] = [];
	for (const kind of kinds) {
		const dir = path.join(ctx.cacheDir, kind);
		for (const name of await listNames(dir)) {
			const entry = path.join(dir, name);
			if (kind !== 'sources') {
				entries.push(...await describe(entry, [useFileOf(entry, ctx), ...(kind === 'guest-tools' ? [`${entry}.lock`] : [])], ctx));
				continue;
			}
			const locks = [useFileOf(entry, ctx), sourceLockOf(entry)];
			const builds = (await Promise.all((await listNames(path.join(entry, 'build'))).map(async variant => describe(path.join(entry, 'build', variant), locks, ctx)))).flat();
			const built = builds.reduce((sum, {bytes}) => sum + bytes, 0);
			const whole = await describe(entry, locks, ctx);
			entries.push(...builds, ...whole.map(source => ({...source, bytes: Math.max(0, source.bytes - built), usedAt: Math.max(source.usedAt, ...builds.map(({usedAt}) => usedAt + 1))})));
		}
	}
	return entries;
}

/** Nothing for what is younger than its maker may take. */
async function describe(entry: string, locks: readonly string[], ctx: Context): Promise<readonly Entry[]> {
	const {mtimeMs} = await stat(entry);
	if (isHalfMade(entry) && Date.now() - mtimeMs < halfMadeMsMin) return [];
	const stamp = await stat(path.join(entry, 'kernel-test-config')).catch(() => undefined);
	return [{path: entry, locks, bytes: await measure(entry, ctx), usedAt: isHalfMade(entry) ? 0 : Math.max(mtimeMs, stamp?.mtimeMs ?? 0, await lastUseOf(entry, ctx))}];
}

function isHalfMade(entry: string): boolean {
	return path.basename(entry).startsWith('tmp-');
}

async function listNames(dir: string): Promise<readonly string[]> {
	return (await readdir(dir).catch(() => [] as string[])).filter(name => !name.endsWith('.lock') && !name.endsWith('.log'));
}

/** On the disk. */
async function measure(place: string, ctx: Context): Promise<number> {
	if (await stat(place).catch(() => undefined) === undefined) return 0;
	const {stdout} = await mustRunTool({stage: 'store', file: 'du', args: ['--summarize', '--block-size=1', place], timeoutMs: measureTimeoutMs}, ctx);
	return Number(stdout.split('\t')[0]);
}

/** It knows best what of its own is oldest. The limit is for this once. */
async function shrinkCcache(dir: string, bytesMax: number, ctx: Context): Promise<void> {
	if (await findTool('ccache', ctx.env['PATH']) === undefined) return;
	await mustRunTool({stage: 'store', file: 'ccache', args: ['--cleanup'], env: {CCACHE_DIR: dir, CCACHE_MAXSIZE: `${Math.ceil(bytesMax / 1024)}Ki`}, timeoutMs: measureTimeoutMs}, ctx);
}
