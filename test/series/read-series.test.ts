import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import t, {type Test} from 'tap';
import {InputError} from '../../harness/errors.js';
import {mustGit, type Repository} from '../../harness/lib/git.js';
import {parsePatch, readSeries, splitMbox} from '../../harness/series/read-series.js';
import {makeContext, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

/** A patch mail as git format-patch writes it. */
const mail = (subject: string, file = 'a.c'): string => `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001
From: Kernel Test <kernel-test@example.org>
Date: Mon, 1 Dec 2025 12:04:00 +0000
Subject: [PATCH] ${subject}

Why it is needed.

Signed-off-by: Kernel Test <kernel-test@example.org>
---
 ${file} | 1 +
 1 file changed, 1 insertion(+)

diff --git a/${file} b/${file}
index 1111111..2222222 100644
--- a/${file}
+++ b/${file}
@@ -1 +1,2 @@
 int a;
+int b;
-- 
2.39.5

`;
const cover = `From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001
From: Kernel Test <kernel-test@example.org>
Subject: [PATCH 0/2] Two things

From here on it says what the series is for.
`;

async function makeFolder(t: Test, files: Readonly<Record<string, string>>): Promise<{ctx: TestContext; source: string}> {
	const source = await makeTemporaryDir(t);
	await writeFiles(source, files);
	return {ctx: await makeContext(t), source};
}

t.test('a folder is read in the order of its numbers, without the cover letter; a gap is closed', async t => {
	const {ctx, source} = await makeFolder(t, {
		'0010-ten.patch': mail('ten'), '0002-two.patch': mail('two'), '0001-one.patch': mail('one'),
		'0000-cover-letter.patch': cover, 'target.json': '{}', 'README': 'x', '0003-three.patch.orig': 'x',
	});
	const series = await readSeries({source, treeDir: undefined}, ctx);
	t.equal(series.source, source);
	t.strictSame(series.patches.map(({number, name, subject}) => [number, name, subject]), [
		[1, '0001-one.patch', 'one'], [2, '0002-two.patch', 'two'], [3, '0010-ten.patch', 'ten'],
	]);
	t.equal(series.patches[0]!.text, mail('one'));
});

t.test('numbers need not be padded', async t => {
	const {ctx, source} = await makeFolder(t, {'10-ten.patch': mail('ten'), '9-nine.patch': mail('nine'), '001-one.patch': mail('one')});
	t.strictSame((await readSeries({source, treeDir: undefined}, ctx)).patches.map(({subject}) => subject), ['one', 'nine', 'ten']);
});

t.test('an empty folder, and none at all, are an empty series', async t => {
	const {ctx, source} = await makeFolder(t, {'0000-cover-letter.patch': cover});
	t.strictSame((await readSeries({source, treeDir: undefined}, ctx)).patches, []);
	t.strictSame(await readSeries({source: 'none', treeDir: undefined}, ctx), {source: 'none', patches: []});
});

t.test('a folder that is no series is refused, with the file', async t => {
	const cases: ReadonlyArray<readonly [Readonly<Record<string, string>>, RegExp]> = [
		[{'0001-a.patch': mail('a'), '0001-b.patch': mail('b')}, /has two patches with the number 1: 0001-a\.patch and 0001-b\.patch/],
		[{'0001-a.patch': mail('a'), '1-b.patch': mail('b')}, /has two patches with the number/],
		[{'fix.patch': mail('fix')}, /fix\.patch does not begin with its number/],
		[{'0001-a.patch': mail('a').replace('Subject:', 'Sujet:')}, /^0001-a\.patch has no Subject: header/],
		[{'0001-a.patch': cover}, /^0001-a\.patch has no diff/],
		[{'0001-a.patch': mail('a') + mail('b')}, /^0001-a\.patch holds 2 mails/],
		[{'0001-a.patch': ''}, /^0001-a\.patch has no Subject: header/],
	];
	for (const [files, message] of cases) {
		const {ctx, source} = await makeFolder(t, files);
		await t.rejects(readSeries({source, treeDir: undefined}, ctx), {code: 'ERR_INPUT', exitCode: 129, message}, String(message));
	}
});

t.test('an mbox is split into its patches', async t => {
	const {ctx, source} = await makeFolder(t, {'series.mbox': `${cover}\n${mail('one')}${mail('two')}`});
	const {patches} = await readSeries({source: path.join(source, 'series.mbox'), treeDir: undefined}, ctx);
	t.strictSame(patches.map(({number, name, subject}) => [number, name, subject]), [[1, 'series.mbox#1', 'one'], [2, 'series.mbox#2', 'two']]);
	t.equal(patches[1]!.text, mail('two'));
});

t.test('a line of the text that begins with "From " does not split a mail', async t => {
	const text = mail('one').replace('Why it is needed.', 'From here on it is needed.\n\nFrom now on.\nFrom June 2024\n');
	t.equal(splitMbox(text, 'x').length, 1);
});

t.test('a single patch file is an mbox of one', async t => {
	const {ctx, source} = await makeFolder(t, {'fix.patch': mail('fix')});
	t.strictSame((await readSeries({source: path.join(source, 'fix.patch'), treeDir: undefined}, ctx)).patches.map(({subject}) => subject), ['fix']);
});

t.test('a file without a patch, or too large, is refused', async t => {
	const {ctx, source} = await makeFolder(t, {'notes': 'no patch', 'cover.mbox': cover, 'empty': ''});
	for (const name of ['notes', 'cover.mbox', 'empty']) {
		await t.rejects(readSeries({source: path.join(source, name), treeDir: undefined}, ctx), {exitCode: 129, message: `${name} holds no patch mails`});
	}
	await writeFile(path.join(source, 'huge'), Buffer.alloc(9 * 2 ** 20));
	await t.rejects(readSeries({source: path.join(source, 'huge'), treeDir: undefined}, ctx), {exitCode: 129, message: /huge is larger than 8388608 bytes/});
});

t.test('bytes that are not UTF-8 are refused where they would change the patch', async t => {
	const {ctx, source} = await makeFolder(t, {});
	const file = path.join(source, 'fix.mbox');
	await writeFile(file, Buffer.from(mail('caf\u00e9'), 'latin1'));
	t.equal((await readSeries({source: file, treeDir: undefined}, ctx)).patches.length, 1, 'in a header they cost a letter of a name');
	await writeFile(file, Buffer.from(mail('fix').replace('+int b;', '+int b; /* \u00e9 */'), 'latin1'));
	await t.rejects(readSeries({source: file, treeDir: undefined}, ctx), {exitCode: 129, message: /fix\.mbox has bytes in a diff that are not UTF-8: \+int b;/, hint: /--binary/});
	await writeFile(file, mail('fix').replace('+int b;', '+int b; /* \ufffd */'));
	t.match((await readSeries({source: file, treeDir: undefined}, ctx)).patches[0]!.text, '\ufffd', 'the letter itself is one');
});

t.test('what is neither folder, file nor range is refused, with a way on', async t => {
	const ctx = await makeContext(t);
	for (const source of ['/no/such/folder', 'no-such-file', '@', '<a b@c>', '-x@example.org', 'https://example.org/x', '', '-x..y\n', 'a ..b']) {
		await t.rejects(readSeries({source, treeDir: '.'}, ctx), {code: 'ERR_INPUT', exitCode: 129}, JSON.stringify(source));
	}
	await t.rejects(readSeries({source: 'no-such-file', treeDir: undefined}, ctx), {message: /neither a folder, an mbox file, a Message-ID nor a commit range/, hint: /<ID@HOST>/});
});

/** A git tree with three commits: base, one, two. */
async function makeGitTree(t: Test): Promise<{ctx: TestContext; dir: string}> {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const repo: Repository = {gitDir: path.join(dir, '.git'), workTree: dir};
	await mustGit(repo, 'series', ['init', '--quiet'], ctx);
	for (const name of ['base', 'one', 'two']) {
		await writeFiles(dir, {'a.c': `int ${name};\n`});
		await mustGit(repo, 'series', ['add', '--all', '.'], ctx);
		await mustGit(repo, 'series', ['commit', '--quiet', '--message', name], ctx);
		await mustGit(repo, 'series', ['tag', name], ctx);
	}
	return {ctx, dir};
}

t.test('a commit range is its patches, oldest first', async t => {
	const {ctx, dir} = await makeGitTree(t);
	const {patches} = await readSeries({source: 'base..two', treeDir: dir}, ctx);
	t.strictSame(patches.map(({number, name, subject}) => [number, name, subject]), [[1, 'base..two#1', 'one'], [2, 'base..two#2', 'two']]);
	t.match(patches[0]!.text, /\n-int base;\n\+int one;\n/);
	t.equal(await readFile(path.join(dir, 'a.c'), 'utf8'), 'int two;\n', 'the tree stays as it is');
});

t.test('a range that is empty, unknown or without a tree is refused', async t => {
	const {ctx, dir} = await makeGitTree(t);
	await t.rejects(readSeries({source: 'base..nothing', treeDir: dir}, ctx), {code: 'ERR_INPUT', exitCode: 129, message: /^--series base\.\.nothing: fatal: /, hint: /is .* a git tree that has both ends/});
	await t.rejects(readSeries({source: 'base..two', treeDir: await makeTemporaryDir(t)}, ctx), {code: 'ERR_INPUT', message: /not a git repository/});
	await t.rejects(readSeries({source: 'base..two', treeDir: undefined}, ctx), {code: 'ERR_INPUT', message: /there is no tree to look it up in/, hint: /--tree/});
	await t.rejects(readSeries({source: 'two..two', treeDir: dir}, ctx), {code: 'ERR_INPUT', message: /two\.\.two/});
	await t.rejects(readSeries({source: '--output=x..two', treeDir: dir}, ctx), {code: 'ERR_INPUT'}, 'an option is no range');
});

t.test('a subject is unfolded and freed of its [PATCH]', async t => {
	const subjectOf = (line: string): string => parsePatch(mail('x').replace('Subject: [PATCH] x', line), 1, 'x').subject;
	t.equal(subjectOf('Subject: [PATCH v5 03/14] aio: add rings'), 'aio: add rings');
	t.equal(subjectOf('Subject: [PATCH 1/2] a long subject that git\n folded into two lines'), 'a long subject that git folded into two lines');
	t.equal(subjectOf('Subject: [PATCH 1/2] folded\r\n\twith a tab'), 'folded with a tab');
	t.equal(subjectOf('Subject: no prefix [here]'), 'no prefix [here]');
	t.equal(subjectOf('Subject:'), '');
});

t.test('mails with carriage returns are read too', async t => {
	t.equal(parsePatch(mail('one').replaceAll('\n', '\r\n'), 1, 'x').subject, 'one');
	t.strictSame(splitMbox(`${mail('one')}${mail('two')}`.replaceAll('\n', '\r\n'), 'x').map(({subject}) => subject), ['one', 'two']);
});

t.test('a Subject: in the text is not the header', async t => {
	const text = mail('x').replace('Subject: [PATCH] x\n', '').replace('Why it is needed.', 'Subject: in the text');
	t.throws(() => parsePatch(text, 1, '0001-x.patch'), {message: /no Subject: header/});
});

t.test('whatever a file holds, it is patches or an InputError', async t => {
	const pieces = fc.constantFrom(mail('one'), cover, 'From x Mon Sep 17 00:00:00 2001\n', 'Subject: x\n', '\n', '\r\n', 'diff --git a/x b/x\n', '@@ -1 +1 @@\n', '\0', '\ufeff', 'From ');
	t.doesNotThrow(() => fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string({unit: 'binary'})), {maxLength: 12}), parts => {
		try {
			return splitMbox(parts.join(''), 'x').every(({subject, text, number}, index) => typeof subject === 'string' && /^diff --git /m.test(text) && number === index + 1);
		} catch (error) {
			return error instanceof InputError;
		}
	}), {seed: 1, numRuns: 2000}));
});
