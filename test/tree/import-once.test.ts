import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {mustGit, type Repository} from '../../harness/lib/git.js';
import {findImported, importOnce} from '../../harness/tree/import-once.js';
import type {Tree} from '../../harness/tree/tree.js';
import {fakeKernelFiles, makeContext, writeFiles, type TestContext} from '../support.js';

/** A source whose files are these; counts how often it was asked for them. */
async function makeSource(t: Test, files: Readonly<Record<string, string>> = fakeKernelFiles): Promise<{ctx: TestContext; asked: () => number; importIt: () => Promise<Tree>}> {
	const ctx = await makeContext(t);
	let asked = 0;
	const fill = async (repo: Repository): Promise<string> => {
		asked += 1;
		await writeFiles(repo.workTree, files);
		await mustGit(repo, 'tree', ['init', '--quiet'], ctx);
		await mustGit(repo, 'tree', ['add', '--all', '.'], ctx);
		await mustGit(repo, 'tree', ['commit', '--quiet', '--allow-empty', '--message', 'x'], ctx);
		return mustGit(repo, 'tree', ['rev-parse', 'HEAD'], ctx);
	};
	return {ctx, asked: () => asked, importIt: async () => importOnce({key: 'k', describe: commit => `linux ${commit.slice(0, 4)}`, fill}, ctx)};
}

t.test('a source is asked once, and not before', async t => {
	const {ctx, asked, importIt} = await makeSource(t);
	const known = {key: 'k', describe: (commit: string) => `linux ${commit.slice(0, 4)}`};
	t.equal(await findImported(known, ctx), undefined);
	const tree = await importIt();
	t.strictSame(tree, {sourceDir: path.join(ctx.cacheDir, 'sources/k'), baseCommit: tree.baseCommit, description: `linux ${tree.baseCommit.slice(0, 4)}`, isUserDir: false});
	t.match(ctx.events.at(-1), {type: 'end', cached: false});
	t.strictSame(await findImported(known, ctx), tree);
	t.strictSame(await importIt(), tree);
	t.match(ctx.events.at(-1), {type: 'end', cached: true});
	t.equal(asked(), 1);
});

t.test('two at once ask once', async t => {
	const {asked, importIt} = await makeSource(t);
	const [first, second] = await Promise.all([importIt(), importIt()]);
	t.strictSame(first, second);
	t.equal(asked(), 1);
});

t.test('what is no kernel tree is not taken, however often', async t => {
	const {asked, importIt} = await makeSource(t, {'README': 'x', 'scripts/Kbuild': ''});
	for (const times of [1, 2]) {
		await t.rejects(importIt(), {code: 'ERR_MACHINE', exitCode: 128, message: /^linux \w+ is not a kernel tree: Kbuild is missing$/});
		t.equal(asked(), times);
	}
});

t.test('a cache that cannot be made is the machine\'s fault', async t => {
	const {ctx, importIt} = await makeSource(t);
	await writeFile(ctx.cacheDir, 'a file');
	await t.rejects(importIt(), {code: 'ERR_MACHINE', stage: 'tree'});
});
