// Empties the cache, entry by entry, never one that another run holds.
import {readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from './context.js';
import {withLock} from './lib/lock.js';
import {sourceLockOf} from './tree/tree.js';

const kinds = ['kernels', 'guest-tools', 'accel', 'downloads', 'mail', 'sources'] as const;

/** Removes everything that later runs can make again; returns the entries removed. */
export async function cleanCache(ctx: Context): Promise<readonly string[]> {
	const removed: string[] = [];
	for (const kind of kinds) {
		const dir = path.join(ctx.cacheDir, kind);
		for (const name of await readdir(dir).catch(() => [] as string[])) {
			if (name.endsWith('.lock')) continue;
			const entry = path.join(dir, name);
			const remove = async (): Promise<void> => rm(entry, {recursive: true, force: true});
			if (kind === 'sources') await withLock(sourceLockOf(entry), 'store', ctx, remove);
			else await remove();
			removed.push(path.join(kind, name));
		}
	}
	return removed;
}
