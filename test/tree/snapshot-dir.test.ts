import {readFile, readdir, rm, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {mustGit, repositoryIn, type Repository} from '../../harness/lib/git.js';
import {snapshotDir} from '../../harness/tree/snapshot-dir.js';
import {fakeKernelFiles, makeContext, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

async function makeKernelTree(t: Test): Promise<{ctx: TestContext; dir: string}> {
	const dir = path.join(await makeTemporaryDir(t), 'linux');
	await writeFiles(dir, fakeKernelFiles);
	return {ctx: await makeContext(t), dir};
}

/** Every file below `dir` with its content and times, `.git` included. */
async function photograph(dir: string): Promise<Record<string, string>> {
	const entries = (await readdir(dir, {recursive: true, withFileTypes: true})).filter(entry => entry.isFile());
	return Object.fromEntries(await Promise.all(entries.map(async entry => {
		const file = path.join(entry.parentPath, entry.name);
		return [file, `${(await stat(file)).mtimeMs} ${await readFile(file, 'utf8')}`] as const;
	})));
}

async function read(dir: string, ctx: TestContext, name: string): Promise<string> {
	const tree = await snapshotDir(dir, ctx);
	return mustGit(repositoryIn(tree.sourceDir), 'tree', ['cat-file', 'blob', `${tree.baseCommit}:${name}`], ctx);
}

t.test('a plain folder is taken as it stands', async t => {
	const {ctx, dir} = await makeKernelTree(t);
	const tree = await snapshotDir(dir, ctx);
	t.match(tree, {description: dir, isUserDir: true, baseCommit: /^[0-9a-f]{40}$/});
	t.equal((await snapshotDir(dir, ctx)).baseCommit, tree.baseCommit, 'unchanged, it is the same commit');
	t.equal(await read(dir, ctx, 'fs/aio.c'), fakeKernelFiles['fs/aio.c']!.trimEnd());
});

t.test('a folder of any name, with files of any name', async t => {
	const ctx = await makeContext(t);
	const dir = path.join(await makeTemporaryDir(t), '-x a,b:ü%20\'"\n');
	await writeFiles(dir, {...fakeKernelFiles, 'fs/-o a,b:ü\'"\n.c': 'int odd;\n'});
	t.equal(await read(dir, ctx, 'fs/-o a,b:ü\'"\n.c'), 'int odd;');
});

t.test('a change that is not committed is seen, so are new and deleted files', async t => {
	const {ctx, dir} = await makeKernelTree(t);
	const repo: Repository = {gitDir: path.join(dir, '.git'), workTree: dir};
	await mustGit(repo, 'tree', ['init', '--quiet'], ctx);
	await mustGit(repo, 'tree', ['add', '--all', '.'], ctx);
	await mustGit(repo, 'tree', ['commit', '--quiet', '--message', 'all'], ctx);
	const before = await snapshotDir(dir, ctx);
	await writeFile(path.join(dir, 'fs/aio.c'), 'int changed;\n');
	await writeFile(path.join(dir, 'fs/new.c'), 'int new;\n');
	await rm(path.join(dir, 'fs/old.c'));
	const after = await snapshotDir(dir, ctx);
	t.not(after.baseCommit, before.baseCommit);
	t.equal(after.sourceDir, before.sourceDir, 'in the same place of the cache');
	t.equal(await mustGit(repositoryIn(after.sourceDir), 'tree', ['diff', '--name-status', before.baseCommit, after.baseCommit], ctx), 'M\tfs/aio.c\nA\tfs/new.c\nD\tfs/old.c');
});

t.test('nothing in the folder is written, git or not', async t => {
	const {ctx, dir} = await makeKernelTree(t);
	const plain = await photograph(dir);
	await snapshotDir(dir, ctx);
	t.strictSame(await photograph(dir), plain);
	await mustGit({gitDir: path.join(dir, '.git'), workTree: dir}, 'tree', ['init', '--quiet'], ctx);
	const withGit = await photograph(dir);
	await snapshotDir(dir, ctx);
	t.strictSame(await photograph(dir), withGit);
});

t.test('what .gitignore leaves out does not count', async t => {
	const {ctx, dir} = await makeKernelTree(t);
	await writeFiles(dir, {'.gitignore': '*.o\n'});
	const before = await snapshotDir(dir, ctx);
	await writeFiles(dir, {'fs/aio.o': 'object'});
	t.equal((await snapshotDir(dir, ctx)).baseCommit, before.baseCommit);
});

t.test('two folders do not meet in the cache', async t => {
	const [first, second] = [await makeKernelTree(t), await makeKernelTree(t)];
	const cacheDir = first.ctx.cacheDir;
	t.not((await snapshotDir(first.dir, first.ctx)).sourceDir, (await snapshotDir(second.dir, {...second.ctx, cacheDir})).sourceDir);
});

t.test('a folder that is no kernel tree is refused, with what is missing', async t => {
	for (const file of ['Kbuild', 'Makefile', 'fs/Kconfig', 'scripts/kconfig/merge_config.sh']) {
		const {ctx, dir} = await makeKernelTree(t);
		await rm(path.join(dir, file));
		await t.rejects(snapshotDir(dir, ctx), {code: 'ERR_INPUT', exitCode: 129, message: `${dir} is not a kernel tree: ${file} is missing`});
	}
});

t.test('links are kept as links', async t => {
	const {ctx, dir} = await makeKernelTree(t);
	await symlink('aio.c', path.join(dir, 'fs/link.c'));
	t.equal(await read(dir, ctx, 'fs/link.c'), 'aio.c');
});

t.test('a snapshot that was interrupted is made anew', async t => {
	const {ctx, dir} = await makeKernelTree(t);
	const emit = (): void => ctx.interrupt();
	await t.rejects(snapshotDir(dir, {...ctx, emit}), {code: 'ERR_INTERRUPTED'});
	const again = {...await makeContext(t), cacheDir: ctx.cacheDir};
	t.equal(await read(dir, again, 'fs/aio.c'), fakeKernelFiles['fs/aio.c']!.trimEnd());
	// A run that was killed in mid-snapshot leaves git's lock on the index.
	const {sourceDir} = await snapshotDir(dir, again);
	await writeFile(path.join(sourceDir, 'repo.git/snapshot-index.lock'), '');
	t.equal(await read(dir, again, 'fs/aio.c'), fakeKernelFiles['fs/aio.c']!.trimEnd(), 'even with git\'s lock left behind');
	await rm(path.join(sourceDir, 'repo.git/HEAD'));
	t.equal(await read(dir, again, 'fs/aio.c'), fakeKernelFiles['fs/aio.c']!.trimEnd(), 'even with half a repository');
});
