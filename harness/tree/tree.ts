// What every later stage knows of a kernel tree: a commit in a repository of the cache.
import path from 'node:path';
import type {Context} from '../context.js';

export interface Tree {
	/** Folder in the cache that holds this source's repository, work tree and build folders. */
	readonly sourceDir: string;
	/** The unpatched tree as a commit in that repository. */
	readonly baseCommit: string;
	/** What a person calls it: package and version, file name, folder. */
	readonly description: string;
	/** A folder of the user's: it may hold the series already. */
	readonly isUserDir: boolean;
	/** Of an archive that was named with it. */
	readonly sha256?: string;
	/** Sources of the target that come before this one. */
	readonly passedOver?: readonly PassedOver[];
}

export interface PassedOver {
	readonly source: string;
	readonly reason: string;
}

/** Folder in the cache for a source with this key. */
export function sourceDirOf(key: string, ctx: Pick<Context, 'cacheDir'>): string {
	return path.join(ctx.cacheDir, 'sources', key);
}

/** Locked by whoever imports a tree, applies a series or builds in it. */
export function sourceLockOf(sourceDir: string): string {
	return `${sourceDir}.lock`;
}
