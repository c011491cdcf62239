// In: a source's key and how to get its files as a commit. Out: the tree, from the cache when it has it. The ref that
// names the commit is written last, when it holds a kernel tree and nothing that leads out of it: an interrupted import
// is never taken for a whole one.
import {mkdir} from 'node:fs/promises';
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {needFreeSpace} from '../lib/files.js';
import {findLinkOutOf} from '../lib/find-link-out.js';
import {mustGit, repositoryIn, resolveRef, type Repository} from '../lib/git.js';
import {withLock} from '../lib/lock.js';
import {sourceDirOf, sourceLockOf, type Tree} from './tree.js';

interface Import {
	/** Folder in the cache. */
	readonly key: string;
	readonly describe: (commit: string) => string;
	/** Puts the tree into the repository, which may hold what an interrupted import left; returns its commit. The lock is held. */
	readonly fill: (repo: Repository) => Promise<string>;
}

const baseRef = 'refs/kernel-test/base';
/** A 6.1 tree takes 1.4 GiB in the repository, as much again checked out, and 0.3 GiB built. */
const importBytesNeeded = 4 * 2 ** 30;

/** The tree when the cache has it whole. */
export async function findImported({key, describe}: Omit<Import, 'fill'>, ctx: Context): Promise<Tree | undefined> {
	const sourceDir = sourceDirOf(key, ctx);
	const commit = await resolveRef(repositoryIn(sourceDir), 'tree', baseRef, ctx);
	return commit === undefined ? undefined : {sourceDir, baseCommit: commit, description: describe(commit), isUserDir: false};
}

/** Imports the tree unless the cache has it. @throws MachineError when it cannot be had, or is no kernel tree. */
export async function importOnce(source: Import, ctx: Context): Promise<Tree> {
	const sourceDir = sourceDirOf(source.key, ctx);
	const repo = repositoryIn(sourceDir);
	const known = await findImported(source, ctx);
	if (known !== undefined) {
		ctx.emit({type: 'end', stage: 'tree', text: known.description, cached: true, durationMs: 0});
		return known;
	}
	const startedAt = Date.now();
	return withLock(sourceLockOf(sourceDir), 'tree', ctx, async () => {
		const meanwhile = await findImported(source, ctx);
		if (meanwhile !== undefined) return meanwhile;
		await needFreeSpace(ctx.cacheDir, importBytesNeeded, 'tree');
		const commit = await source.fill(repo);
		await mkdir(repo.workTree, {recursive: true});
		const description = source.describe(commit);
		await refuseWhatIsNoTree(commit, description, repo, ctx);
		await mustGit(repo, 'tree', ['update-ref', baseRef, commit], ctx);
		ctx.emit({type: 'end', stage: 'tree', text: `imported ${description}`, cached: false, durationMs: Date.now() - startedAt});
		return {sourceDir, baseCommit: commit, description, isUserDir: false};
	});
}

async function refuseWhatIsNoTree(commit: string, description: string, repo: Repository, ctx: Context): Promise<void> {
	const top = await mustGit(repo, 'tree', ['ls-tree', '--name-only', commit, 'Kbuild'], ctx);
	if (top === '') throw new MachineError(`${description} is not a kernel tree: Kbuild is missing`, {stage: 'tree'});
	const out = await findLinkOutOf(repo, 'tree', commit, ctx);
	if (out !== undefined) throw new MachineError(`${description} holds the link '${out.name}' to '${out.target}', which leads out of the tree`, {stage: 'tree'});
}
