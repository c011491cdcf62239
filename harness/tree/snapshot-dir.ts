// A folder of the user's, with its uncommitted changes, becomes a commit in the cache: git adds
// it from outside (the git directory and the index are in the cache), so nothing in the folder
// is written, and only files whose stat changed are read again.
import {mkdir, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {exists, needFreeSpace, shortHash} from '../lib/files.js';
import {gitEnv, mustGit, repositoryIn, type Repository} from '../lib/git.js';
import {mustRunTool} from '../lib/exec.js';
import {withLock} from '../lib/lock.js';
import {sourceDirOf, sourceLockOf, type Tree} from './tree.js';

const snapshotBytesNeeded = 4 * 2 ** 30;

/** Takes the folder as it stands. @throws InputError when it is not a kernel tree. */
export async function snapshotDir(dir: string, ctx: Context): Promise<Tree> {
	for (const file of ['Kbuild', 'Makefile', 'fs/Kconfig', 'scripts/kconfig/merge_config.sh']) {
		if (!await exists(path.join(dir, file))) {
			throw new InputError(`${dir} is not a kernel tree: ${file} is missing`, {stage: 'tree'});
		}
	}
	const sourceDir = sourceDirOf(shortHash('dir-1', dir), ctx);
	const cached = repositoryIn(sourceDir);
	const repo: Repository = {gitDir: cached.gitDir, workTree: dir};
	return withLock(sourceLockOf(sourceDir), 'tree', ctx, async () => {
		const startedAt = Date.now();
		ctx.emit({type: 'start', stage: 'tree', text: `reading ${dir}`});
		if (!await exists(cached.gitDir)) await needFreeSpace(ctx.cacheDir, snapshotBytesNeeded, 'tree');
		await mkdir(cached.workTree, {recursive: true});
		// Completes what a killed run left of a repository; the lock on the index is ours to break.
		await mustGit(cached, 'tree', ['init', '--quiet'], ctx);
		const env = {GIT_INDEX_FILE: path.join(cached.gitDir, 'snapshot-index')};
		await rm(`${env.GIT_INDEX_FILE}.lock`, {force: true});
		// Not `git add`: it goes by the tree's .gitignore, and Debian's ignores everything.
		const before = await mustGit(repo, 'tree', ['ls-files', '-z'], ctx, {env});
		const files = new Set([...before.split('\0'), ...await listSourceFiles(dir, repo, ctx)]);
		files.delete('');
		await mustGit(repo, 'tree', ['update-index', '--add', '--remove', '--replace', '-z', '--stdin'], ctx, {env, input: [...files].join('\0')});
		const tree = await mustGit(repo, 'tree', ['write-tree'], ctx, {env});
		const baseCommit = await mustGit(repo, 'tree', ['commit-tree', tree, '-m', dir], ctx, {env});
		await mustGit(repo, 'tree', ['update-ref', 'refs/kernel-test/snapshot', baseCommit], ctx);
		ctx.emit({type: 'end', stage: 'tree', text: `${dir} as it stands`, cached: false, durationMs: Date.now() - startedAt});
		return {sourceDir, baseCommit, description: dir, isUserDir: true};
	});
}

/** What a build leaves in a tree that is not under git; under git its own rules say what is source. */
const buildProducts = [
	'*.o', '*.o.d', '*.a', '*.ko', '*.mod', '*.mod.c', '*.cmd', '*.order', '.tmp_*', '/vmlinux', '/vmlinux.symvers', '/System.map', '/Module.symvers', '.config', '.config.old', '.version',
	'/include/config/', '/include/generated/', '/arch/*/include/generated/',
];

/** Tracked files and new ones that are not ignored; outside git, everything but build products. */
async function listSourceFiles(dir: string, repo: Repository, ctx: Context): Promise<readonly string[]> {
	const listed = await exists(path.join(dir, '.git'))
		? (await mustRunTool({stage: 'tree', file: 'git', args: ['-C', dir, '-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], env: gitEnv, timeoutMs: 120_000}, ctx)).stdout
		: await mustGit(repo, 'tree', ['ls-files', '-z', '--others', ...buildProducts.map(pattern => `--exclude=${pattern}`)], ctx, {env: {GIT_INDEX_FILE: path.join(repo.gitDir, 'no-index')}});
	return listed.split('\0');
}
