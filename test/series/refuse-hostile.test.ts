import {access, readdir} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {mustGit, repositoryIn} from '../../harness/lib/git.js';
import {applySeries} from '../../harness/series/apply-series.js';
import {splitMbox} from '../../harness/series/read-series.js';
import {refuseHostilePatch} from '../../harness/series/refuse-hostile.js';
import {snapshotDir} from '../../harness/tree/snapshot-dir.js';
import type {Tree} from '../../harness/tree/tree.js';
import {fakeKernelFiles, makeContext, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

const mail = (...diff: readonly string[]): string => [
	`From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`, 'From: Some One <one@example.org>', 'Date: Mon, 1 Dec 2025 12:04:00 +0000',
	'Subject: [PATCH] a patch', '', 'Why.', '', '---', ...diff, '-- ', '2.39.5', '',
].join('\n');
const newFile = (from: string, to: string, {mode = '100644', text = 'text'} = {}): string => mail(...newFileDiff(from, to, {mode, text}));
const newFileDiff = (from: string, to: string, {mode = '100644', text = 'text'} = {}): readonly string[] => [
	`diff --git ${from} ${to}`, `new file mode ${mode}`, 'index 0000000..1111111', '--- /dev/null', `+++ ${to}`, '@@ -0,0 +1 @@', `+${text}`,
	...(mode === '120000' ? ['\\ No newline at end of file'] : []),
];
const link = (name: string, target: string): string => newFile(`a/${name}`, `b/${name}`, {mode: '120000', text: target});

async function makeSetting(t: Test): Promise<{ctx: TestContext; dir: string; tree: Tree}> {
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	const ctx = await makeContext(t);
	return {ctx, dir, tree: await snapshotDir(path.join(dir, 'linux'), ctx)};
}

const apply = async (mails: readonly string[], {ctx, tree}: {readonly ctx: TestContext; readonly tree: Tree}) =>
	applySeries({tree, series: {source: 'x', patches: splitMbox(mails.join(''), 'x.mbox')}, choice: 'all'}, ctx);

/** Refs that name prefixes: what a later run would take as applied. */
const prefixes = async ({ctx, tree}: {readonly ctx: TestContext; readonly tree: Tree}): Promise<number> =>
	(await mustGit(repositoryIn(tree.sourceDir), 'series', ['for-each-ref', 'refs/kernel-test/series'], ctx)).split('\n').filter(line => line !== '').length;

t.test('a patch that leads out of the tree is refused and named, and writes nothing', async t => {
	const setting = await makeSetting(t);
	const evil = path.join(setting.dir, 'evil');
	const cases: Readonly<Record<string, readonly [string, RegExp]>> = {
		'up': [newFile('a/../../../evil', 'b/../../../evil'), /^x\.mbox#2 writes outside of the tree, .*: \.\.\/\.\.\/\.\.\/evil$/],
		'up, quoted': [newFile('"a/\\056\\056/evil"', '"b/\\056\\056/evil"'), /writes outside of the tree, .*: \.\.\/evil$/],
		'up on the way': [newFile('a/fs/../../evil', 'b/fs/../../evil'), /writes outside of the tree/],
		'absolute': [newFile(`a/${evil}`, `b/${evil}`), /writes outside of the tree, .*evil$/],
		'git\'s own': [newFile('a/.git/hooks/post-checkout', 'b/.git/hooks/post-checkout', {mode: '100755'}), /where git keeps its own: \.git\/hooks\/post-checkout$/],
		'git\'s own in capitals': [newFile('a/fs/.GIT/config', 'b/fs/.GIT/config'), /where git keeps its own/],
		'a rename out': [mail('diff --git a/fs/old.c b/../evil', 'similarity index 100%', 'rename from fs/old.c', 'rename to ../evil'), /writes outside of the tree/],
		'without git\'s header': [mail('diff --git a/fs/x b/fs/x', 'new file mode 100644', 'index 0000000..1111111', '--- /dev/null', '+++ b/fs/x', '@@ -0,0 +1 @@', '+x', '--- /dev/null', '+++ b/../evil', '@@ -0,0 +1 @@', '+x'), /writes outside of the tree/],
		'through its own link': [mail(...newFileDiff('a/fs/out', 'b/fs/out', {mode: '120000', text: setting.dir}), ...newFileDiff('a/fs/out/evil', 'b/fs/out/evil')), /^x\.mbox#2 writes through a symbolic link: fs\/out\/evil$/],
		'an absolute link': [link('fs/passwd', '/etc/passwd'), /^x\.mbox#2 makes the link 'fs\/passwd' to '\/etc\/passwd', which leads out of the tree$/],
		'a link upwards': [link('fs/up', '../../..'), /makes the link 'fs\/up'/],
	};
	const good = newFile('a/fs/good.c', 'b/fs/good.c');
	for (const [name, [text, message]] of Object.entries(cases)) {
		await t.rejects(apply([good, text], setting), {code: 'ERR_INPUT', exitCode: 129, message, hint: /read this series/}, name);
		await t.rejects(access(evil), {code: 'ENOENT'}, name);
	}
	await t.rejects(apply([link('fs/way', '..'), link('fs/out', 'way/../..')], setting), {message: /^x\.mbox#2 makes the link 'fs\/out'/}, 'over another link');
	await t.rejects(apply([link('fs/way', '.'), newFile('a/fs/way/x', 'b/fs/way/x')], setting), {message: /^x\.mbox#2 writes through a symbolic link/}, 'of an earlier patch');
	t.strictSame(await readdir(setting.dir), ['linux']);
	t.equal(await prefixes(setting), 0, 'nothing of them is kept as applied');
});

t.test('links inside, binary patches, renames and mails with carriage returns apply', async t => {
	const setting = await makeSetting(t);
	const binary = mail('diff --git a/fs/x.bin b/fs/x.bin', 'new file mode 100644', 'index 0000000000000000000000000000000000000000..f76dd238ade08917e6712764a16a22005a50573d', 'GIT binary patch', 'literal 1', 'IcmZPo000310RR91', '', 'literal 0', 'HcmV?d00001', '');
	const rename = mail('diff --git a/fs/old.c b/fs/new.c', 'similarity index 100%', 'rename from fs/old.c', 'rename to fs/new.c');
	const result = await apply([link('fs/link.c', 'aio.c'), binary, rename, newFile('a/fs/crlf.c', 'b/fs/crlf.c').replaceAll('\n', '\r\n')], setting);
	t.match(result, {outcome: 'applied', applied: 4});
	const files = await mustGit(repositoryIn(setting.tree.sourceDir), 'series', ['ls-tree', '--name-only', (result as {commit: string}).commit, 'fs/'], setting.ctx);
	t.strictSame(files.split('\n'), ['fs/Kconfig', 'fs/aio.c', 'fs/crlf.c', 'fs/link.c', 'fs/new.c', 'fs/x.bin']);
});

t.test('nothing of a series runs before the build', async t => {
	const setting = await makeSetting(t);
	const ran = path.join(setting.dir, 'ran');
	// Filters, drivers and hooks need a configuration, and none but the cache's own is read.
	const attributes = newFile('a/.gitattributes', 'b/.gitattributes', {text: '* filter=evil diff=evil merge=evil'});
	const modules = newFile('a/.gitmodules', 'b/.gitmodules', {text: `[submodule "x"] update = !touch ${ran}`});
	const config = newFile('a/.gitconfig', 'b/.gitconfig', {text: `[filter "evil"] smudge = touch ${ran}`});
	t.match(await apply([attributes, modules, config, newFile('a/fs/good.c', 'b/fs/good.c')], setting), {outcome: 'applied', applied: 4});
	await t.rejects(access(ran), {code: 'ENOENT'});
});

t.test('another conflict is none of these', async t => {
	t.doesNotThrow(() => refuseHostilePatch({name: 'x'}, 'error: patch failed: fs/aio.c:13\nerror: fs/aio.c: patch does not apply'));
});
