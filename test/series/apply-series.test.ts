import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {mustGit, repositoryIn} from '../../harness/lib/git.js';
import {applySeries, chooseSeries, hashPrefixes} from '../../harness/series/apply-series.js';
import {parsePatch} from '../../harness/series/read-series.js';
import type {AppliedSeries, Series} from '../../harness/series/series.js';
import {snapshotDir} from '../../harness/tree/snapshot-dir.js';
import type {Tree} from '../../harness/tree/tree.js';
import {fakeKernelFiles, makeContext, makeTarget, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

/** A patch that puts `text` behind line `after` of fs/aio.c, whose lines are `int line_N;`. */
function makePatch(number: number, after: number, text: string): string {
	const line = (index: number): string => ` int line_${index};`;
	return [
		`From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`, 'From: Some One <one@example.org>', 'Date: Mon, 1 Dec 2025 12:04:00 +0000',
		`Subject: [PATCH ${number}/3] add ${text}`, '', 'Why.', '', '---', ' fs/aio.c | 1 +', '',
		'diff --git a/fs/aio.c b/fs/aio.c', '--- a/fs/aio.c', '+++ b/fs/aio.c',
		`@@ -${after - 2},6 +${after - 2},7 @@`, line(after - 2), line(after - 1), line(after), `+int ${text};`, line(after + 1), line(after + 2), line(after + 3), '-- ', '2.39.5', '',
	].join('\n');
}

const toSeries = (texts: readonly string[]): Series => ({source: 'test', patches: texts.map((text, index) => parsePatch(text, index + 1, `000${index + 1}.patch`))});
const three = toSeries([makePatch(1, 5, 'one'), makePatch(2, 15, 'two'), makePatch(3, 25, 'three')]);

async function makeSetting(t: Test): Promise<{ctx: TestContext; dir: string; tree: Tree}> {
	const dir = path.join(await makeTemporaryDir(t), 'linux');
	await writeFiles(dir, fakeKernelFiles);
	const ctx = await makeContext(t);
	return {ctx, dir, tree: {...await snapshotDir(dir, ctx), isUserDir: false}};
}

function applied(result: AppliedSeries): Extract<AppliedSeries, {outcome: 'applied'}> {
	if (result.outcome !== 'applied') throw new Error(`conflict: ${result.gitWords}`);
	return result;
}

/** The subjects from the base to a commit, and the lines that were added. */
async function describe(tree: Tree, commit: string, ctx: TestContext): Promise<{subjects: string; added: string}> {
	const repo = repositoryIn(tree.sourceDir);
	const diff = await mustGit(repo, 'series', ['diff', tree.baseCommit, commit], ctx);
	return {
		subjects: (await mustGit(repo, 'series', ['log', '--reverse', '--format=%s', `${tree.baseCommit}..${commit}`], ctx)).replaceAll('\n', ', '),
		added: [...diff.matchAll(/^\+int (\w+);$/gm)].map(([, name]) => name).join(', '),
	};
}

/** Subjects of the patches that were really applied, by the steps that were told. */
const steps = (ctx: TestContext): readonly string[] => ctx.events.filter(({type}) => type === 'step').map(({text}) => text);

t.test('the whole series, each patch a commit', async t => {
	const {ctx, tree} = await makeSetting(t);
	const result = applied(await applySeries({tree, series: three, choice: 'all'}, ctx));
	t.match(result, {applied: 3, total: 3, whole: true, lastSubject: 'add three', seriesHash: /^[0-9a-f]{64}$/, treeId: /^[0-9a-f]{40}$/});
	t.strictSame(await describe(tree, result.commit, ctx), {subjects: 'add one, add two, add three', added: 'one, two, three'});
	t.equal(await mustGit(repositoryIn(tree.sourceDir), 'series', ['log', '-1', '--format=%an', result.commit], ctx), 'Some One', 'the author is kept');
});

t.test('none is the base, a number is a prefix', async t => {
	const {ctx, tree} = await makeSetting(t);
	const none = applied(await applySeries({tree, series: three, choice: 'none'}, ctx));
	t.match(none, {commit: tree.baseCommit, applied: 0, total: 3, whole: false, lastSubject: undefined});
	const two = applied(await applySeries({tree, series: three, choice: 2}, ctx));
	t.match(two, {applied: 2, whole: false, lastSubject: 'add two'});
	t.equal((await describe(tree, two.commit, ctx)).added, 'one, two');
	const empty = applied(await applySeries({tree, series: toSeries([]), choice: 'all'}, ctx));
	t.match(empty, {commit: tree.baseCommit, applied: 0, total: 0, whole: true});
});

t.test('a number behind the end is refused', async t => {
	const {ctx, tree} = await makeSetting(t);
	await t.rejects(applySeries({tree, series: three, choice: 99}, ctx), {code: 'ERR_INPUT', exitCode: 129, message: '--patch 99: the series has 3 patches', hint: 'give 1 to 3, all or none'});
});

t.test('a prefix that was applied before costs nothing', async t => {
	const {ctx, tree} = await makeSetting(t);
	const first = applied(await applySeries({tree, series: three, choice: 'all'}, ctx));
	ctx.events.length = 0;
	t.strictSame(await applySeries({tree, series: three, choice: 'all'}, ctx), first);
	t.match(ctx.events, [{type: 'end', cached: true}]);
	t.equal(ctx.events.length, 1);
	const two = applied(await applySeries({tree, series: three, choice: 2}, ctx));
	t.match(ctx.events.at(-1), {type: 'end', cached: true}, 'a shorter one neither');
	t.equal((await describe(tree, two.commit, ctx)).added, 'one, two');
});

t.test('a longer prefix goes on where the shorter one ended', async t => {
	const {ctx, tree} = await makeSetting(t);
	await applySeries({tree, series: three, choice: 1}, ctx);
	ctx.events.length = 0;
	await applySeries({tree, series: three, choice: 3}, ctx);
	t.strictSame(steps(ctx), ['add two', 'add three']);
});

t.test('a changed patch re-applies only itself and what follows it', async t => {
	const {ctx, tree} = await makeSetting(t);
	const before = applied(await applySeries({tree, series: three, choice: 'all'}, ctx));
	ctx.events.length = 0;
	const changed = toSeries([makePatch(1, 5, 'one'), makePatch(2, 16, 'two_changed'), makePatch(3, 25, 'three')]);
	const after = applied(await applySeries({tree, series: changed, choice: 'all'}, ctx));
	t.strictSame(steps(ctx), ['add two_changed', 'add three']);
	t.equal((await describe(tree, after.commit, ctx)).added, 'one, two_changed, three');
	t.not(after.seriesHash, before.seriesHash);
	t.equal(applied(await applySeries({tree, series: three, choice: 'all'}, ctx)).commit, before.commit, 'and the old one is still there');
});

t.test('a patch that does not apply is a result, with file and hunk', async t => {
	const {ctx, tree} = await makeSetting(t);
	const bad = makePatch(2, 15, 'two').replace(' int line_14;', ' int another_name;');
	const series = toSeries([makePatch(1, 5, 'one'), bad, makePatch(3, 25, 'three')]);
	const result = await applySeries({tree, series, choice: 'all'}, ctx);
	t.match(result, {
		outcome: 'conflict', patch: {number: 2, name: '0002.patch', subject: 'add two'}, total: 3,
		file: 'fs/aio.c', hunk: /^@@ -13,6 \+13,7 @@\n int line_13;\n int another_name;\n[^]*\n\+int two;\n[^]* int line_18;$/, gitWords: /patch failed: fs\/aio\.c:13/,
	});
	t.match(await applySeries({tree, series, choice: 'all'}, ctx), {outcome: 'conflict', patch: {number: 2}}, 'every time');
	t.equal((await describe(tree, applied(await applySeries({tree, series, choice: 1}, ctx)).commit, ctx)).added, 'one', 'the patches before it can be had');
	const mended = applied(await applySeries({tree, series: three, choice: 'all'}, ctx));
	t.equal((await describe(tree, mended.commit, ctx)).added, 'one, two, three', 'and nothing of it is left behind');
});

t.test('a patch for a file that is not there', async t => {
	const {ctx, tree} = await makeSetting(t);
	const series = toSeries([makePatch(1, 5, 'one').replaceAll('fs/aio.c', 'fs/none.c')]);
	t.match(await applySeries({tree, series, choice: 'all'}, ctx), {outcome: 'conflict', file: 'fs/none.c', hunk: '', gitWords: /does not exist in index/});
});

t.test('what a killed run left of a work tree does not matter', async t => {
	const {ctx, tree} = await makeSetting(t);
	const {gitDir} = repositoryIn(tree.sourceDir);
	await applySeries({tree, series: three, choice: 1}, ctx);
	await writeFiles(path.join(gitDir, 'worktrees/tree-apply'), {'rebase-apply/next': '7', 'index.lock': '', 'index': 'half', 'HEAD': ''});
	await writeFiles(tree.sourceDir, {'tree-apply/fs/aio.c': 'half written', 'tree-mails/0007': 'not ours'});
	const result = applied(await applySeries({tree, series: three, choice: 'all'}, ctx));
	t.equal((await describe(tree, result.commit, ctx)).added, 'one, two, three');
	t.strictSame((await readdir(tree.sourceDir)).filter(name => name.startsWith('tree-')), [], 'and nothing is left this time');
});

t.test('the work tree that is compiled stays as it is', async t => {
	const {ctx, tree} = await makeSetting(t);
	const file = path.join(repositoryIn(tree.sourceDir).workTree, 'fs/aio.c');
	await writeFiles(path.dirname(file), {'aio.c': 'whatever a build has'});
	await applySeries({tree, series: three, choice: 'all'}, ctx);
	t.equal(await readFile(file, 'utf8'), 'whatever a build has');
});

t.test('two at once agree', async t => {
	const {ctx, tree} = await makeSetting(t);
	const [all, two] = await Promise.all([applySeries({tree, series: three, choice: 'all'}, ctx), applySeries({tree, series: three, choice: 2}, ctx)]);
	t.equal((await describe(tree, applied(all).commit, ctx)).added, 'one, two, three');
	t.equal((await describe(tree, applied(two).commit, ctx)).added, 'one, two');
});

t.test('the same series on the same tree is the same commit everywhere', async t => {
	const {ctx, dir, tree} = await makeSetting(t);
	const first = applied(await applySeries({tree, series: three, choice: 'all'}, ctx));
	const other = await makeContext(t);
	const again = applied(await applySeries({tree: await snapshotDir(dir, other), series: three, choice: 'all'}, other));
	t.strictSame([again.commit, again.treeId, again.seriesHash], [first.commit, first.treeId, first.seriesHash]);
});

t.test('each prefix has its own name', async t => {
	const hashes = hashPrefixes('base', three);
	t.equal(hashes.length, 4);
	t.equal(new Set([...hashes, ...hashPrefixes('other', three)]).size, 8);
	t.strictSame(hashPrefixes('base', toSeries([three.patches[0]!.text, 'Subject: x\n\ndiff --git a b'])).slice(0, 2), hashes.slice(0, 2));
});

t.test('the series is the one asked for, else the target\'s', async t => {
	const {ctx, tree} = await makeSetting(t);
	const targetDir = await makeTemporaryDir(t);
	await writeFiles(targetDir, {'patches/0001-one.patch': makePatch(1, 5, 'one'), 'other/0001-two.patch': makePatch(1, 15, 'two')});
	const target = {...makeTarget({series: 'patches'}), dir: targetDir};
	const choose = async (option?: string): Promise<readonly [string, readonly string[]]> => {
		const series = await chooseSeries({target, tree, option, treeDir: undefined}, ctx);
		return [series.source, series.patches.map(({subject}) => subject)];
	};
	t.strictSame(await choose(), ['sample', ['add one']]);
	t.strictSame(await choose(path.join(targetDir, 'other')), [path.join(targetDir, 'other'), ['add two']]);
	t.strictSame(await choose('none'), ['none', []]);
	await writeFiles(path.join(targetDir, 'cover'), {'0000-cover-letter.patch': 'From: x\nSubject: [PATCH 0/2] two things\n\nWhy.\n'});
	await t.rejects(choose(path.join(targetDir, 'cover')), {code: 'ERR_INPUT', exitCode: 129, message: /^--series .*cover holds no patches$/, hint: /--series none/}, 'a cover letter alone is not the tree as it stands');
});

t.test('a folder of the user\'s that holds the series already is built as it stands', async t => {
	const {ctx, dir} = await makeSetting(t);
	const targetDir = await makeTemporaryDir(t);
	await writeFiles(targetDir, Object.fromEntries(three.patches.map(({text, number}) => [`000${number}-x.patch`, text])));
	const target = {...makeTarget(), dir: targetDir};
	const count = async (): Promise<number> => (await chooseSeries({target, tree: await snapshotDir(dir, ctx), option: undefined, treeDir: dir}, ctx)).patches.length;
	t.equal(await count(), 3, 'a tree without it gets it');
	await writeFile(path.join(dir, 'fs/aio.c'), fakeKernelFiles['fs/aio.c']!.replace('int line_25;\n', 'int line_25;\nint three;\n'));
	t.equal(await count(), 3, 'so does one that has something of it, but not the beginning');
	const withSeries = fakeKernelFiles['fs/aio.c']!.replace('int line_5;\n', 'int line_5;\nint one;\n').replace('int line_15;\n', 'int line_15;\nint two;\n').replace('int line_25;\n', 'int line_25;\nint three;\n');
	await writeFile(path.join(dir, 'fs/aio.c'), withSeries);
	t.equal(await count(), 0);
	t.match(ctx.events.at(-1), {type: 'notice', text: `${dir} holds the series already: built as it stands`});
	await writeFile(path.join(dir, 'fs/aio.c'), withSeries.replace('int line_14;', 'int edited;'));
	t.equal(await count(), 0, 'also when it was edited since');
});
