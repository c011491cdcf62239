import {createHash} from 'node:crypto';
import {readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {InterruptedError} from '../../harness/errors.js';
import {mustGit, repositoryIn} from '../../harness/lib/git.js';
import {importArchive} from '../../harness/tree/import-archive.js';
import type {Tree} from '../../harness/tree/tree.js';
import {makeContext, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

interface TarEntry {
	readonly name: string;
	/** As in the header: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 folder, 6 FIFO. */
	readonly type?: string;
	readonly mode?: number;
	readonly link?: string;
	readonly data?: string;
	/** What the header says, instead of the data's. */
	readonly size?: number;
}

/** A tar by hand, because tar(1) refuses to write what is tested here. Format: POSIX ustar. */
function makeTar(entries: readonly TarEntry[]): Buffer {
	const blocks = entries.flatMap(({name, type = '0', mode = 0o644, link = '', data = '', size = Buffer.byteLength(data)}) => {
		const header = Buffer.alloc(512);
		header.write(name, 0, 100);
		header.write(`${mode.toString(8).padStart(7, '0')}\0${'0'.repeat(7)}\0${'0'.repeat(7)}\0${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0${' '.repeat(8)}${type}`, 100);
		header.write(link, 157, 100);
		header.write('ustar\u000000', 257);
		header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
		const padded = Buffer.alloc(Math.ceil(Buffer.byteLength(data) / 512) * 512);
		padded.write(data);
		return [header, padded];
	});
	return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const good: readonly TarEntry[] = [
	{name: 'linux-6.1/', type: '5', mode: 0o755},
	{name: 'linux-6.1/Kbuild', data: '# Kbuild\n'},
	{name: 'linux-6.1/Makefile', data: 'VERSION = 6\n'},
	{name: 'linux-6.1/scripts/run.sh', mode: 0o755, data: '#!/bin/sh\n'},
	{name: 'linux-6.1/empty'},
	{name: 'linux-6.1/a "quoted\\ name', data: 'x'},
	{name: 'linux-6.1/link', type: '2', link: 'scripts/run.sh'},
	{name: './linux-6.1/./fs/big.c', data: '/* big */\n'.repeat(50_000)},
];

interface Setting {
	readonly ctx: TestContext;
	readonly dir: string;
	readonly file: string;
	importIt(fields?: {ctx?: TestContext; sha256?: string; file?: string}): Promise<Tree>;
}

/** An archive with these bytes, and how to import it. */
async function makeSetting(t: Test, bytes: Buffer, name = 'linux.tar'): Promise<Setting> {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const file = path.join(dir, name);
	await writeFile(file, bytes);
	return {ctx, dir, file, importIt: async ({ctx: other = ctx, ...fields} = {}) => importArchive({file, identity: 'test', description: 'linux 6.1', ...fields}, other)};
}

async function list(tree: Tree, ctx: TestContext): Promise<string> {
	return mustGit(repositoryIn(tree.sourceDir), 'tree', ['-c', 'core.quotePath=false', 'ls-tree', '-r', '--format=%(objectmode) %(path)', tree.baseCommit], ctx);
}

async function read(tree: Tree, name: string, ctx: TestContext): Promise<string> {
	return mustGit(repositoryIn(tree.sourceDir), 'tree', ['cat-file', 'blob', `${tree.baseCommit}:${name}`], ctx);
}

t.test('an archive becomes a commit, without its top folder', async t => {
	const {ctx, importIt} = await makeSetting(t, makeTar(good));
	const tree = await importIt();
	t.equal(await list(tree, ctx), [
		'100644 Kbuild', '100644 Makefile', '100644 "a \\"quoted\\\\ name"', '100644 empty', '100644 fs/big.c', '120000 link', '100755 scripts/run.sh',
	].join('\n'));
	t.equal(await read(tree, 'link', ctx), 'scripts/run.sh');
	t.equal(await read(tree, 'fs/big.c', ctx), '/* big */\n'.repeat(50_000).trimEnd());
	t.match(tree, {description: 'linux 6.1', isUserDir: false});
	t.match(ctx.events.at(-1), {type: 'end', stage: 'tree', cached: false});
});

t.test('what tar(1) and xz(1) write is understood: long names, other alphabets, hidden files', async t => {
	const {ctx, dir} = await makeSetting(t, Buffer.alloc(0));
	const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}.c`;
	await writeFiles(dir, {'linux/Kbuild': '', [`linux/${long}`]: 'long', 'linux/größe.c': 'umlaut', 'linux/.gitignore': '*.o\n'});
	for (const format of ['gnu', 'pax']) {
		const file = path.join(dir, `${format}.tar.xz`);
		await execa('tar', ['--create', '--xz', '--format', format, '--file', file, '--directory', dir, 'linux']);
		const tree = await importArchive({file, identity: format, description: format}, ctx);
		t.strictSame((await list(tree, ctx)).split('\n').sort(), ['100644 .gitignore', '100644 Kbuild', `100644 ${long}`, '100644 größe.c'], format);
		t.equal(await read(tree, long, ctx), 'long');
	}
});

t.test('gzip is understood; what is not is refused by its name', async t => {
	const {ctx, importIt} = await makeSetting(t, gzipSync(makeTar(good)), 'linux.tar.gz');
	t.equal((await list(await importIt(), ctx)).split('\n').length, 7);
	for (const name of ['linux.tar.zst', 'linux.tar.bz2', 'linux.zip', 'vmlinux']) {
		const {file, importIt: importOther} = await makeSetting(t, makeTar(good), name);
		await t.rejects(importOther(), {code: 'ERR_INPUT', message: `${file} is no .tar, .tar.gz or .tar.xz`}, name);
	}
});

t.test('the same archive gives the same commit', async t => {
	const [first, second] = [await makeSetting(t, makeTar(good)), await makeSetting(t, makeTar(good))];
	t.equal((await first.importIt()).baseCommit, (await second.importIt()).baseCommit);
});

t.test('a second time nothing is read', async t => {
	const {ctx, file, importIt} = await makeSetting(t, makeTar(good));
	const first = await importIt();
	await rm(file);
	t.strictSame(await importIt(), first);
	t.match(ctx.events.at(-1), {type: 'end', cached: true});
});

t.test('two imports at once agree', async t => {
	const {importIt} = await makeSetting(t, makeTar(good));
	const [first, second] = await Promise.all([importIt(), importIt()]);
	t.strictSame(first, second);
});

t.test('another identity is another tree', async t => {
	const {ctx, file, importIt} = await makeSetting(t, makeTar(good));
	const other = await importArchive({file, identity: 'other', description: 'other'}, ctx);
	t.not(other.sourceDir, (await importIt()).sourceDir);
});

t.test('a damaged archive is told by name, and never taken for a whole one', async t => {
	const whole = makeTar(good);
	const {stdout: xz} = await execa('xz', ['--stdout'], {input: whole, encoding: 'buffer'});
	const gz = gzipSync(whole);
	const cases: ReadonlyArray<readonly [string, Buffer, string]> = [
		['cut in a file', whole.subarray(0, 100_000), 'linux.tar'],
		['cut in a header', whole.subarray(0, 2000), 'linux.tar'],
		['cut in the compressed stream', Buffer.from(xz.subarray(0, xz.length - 40)), 'linux.tar.xz'],
		['cut at the start of the compressed stream', Buffer.from(xz.subarray(0, 30)), 'linux.tar.xz'],
		['not xz at all', whole, 'linux.tar.xz'],
		['cut in the gzip stream', gz.subarray(0, gz.length - 20), 'linux.tar.gz'],
		['packed, and named as if it were not', gz, 'linux.tar'],
		['packed twice', gzipSync(gz.subarray(0, gz.length - 20)), 'linux.tar.gz'],
		['not gzip at all', Buffer.from('hello '.repeat(1000)), 'linux.tgz'],
		['not a tar', Buffer.from('hello '.repeat(1000)), 'linux.tar'],
		['empty', Buffer.alloc(0), 'linux.tar'],
		['no files', makeTar([{name: 'linux/', type: '5'}]), 'linux.tar'],
	];
	for (const [what, bytes, name] of cases) {
		const {file, importIt} = await makeSetting(t, bytes, name);
		await t.rejects(importIt(), {exitCode: 128, stage: 'tree', message: new RegExp(file)}, what);
	}
});

t.test('after a damaged archive a good one is imported whole', async t => {
	const whole = makeTar(good);
	const {ctx, file, importIt} = await makeSetting(t, whole.subarray(0, 100_000));
	await t.rejects(importIt(), {code: 'ERR_MACHINE'});
	await t.rejects(importIt(), {code: 'ERR_MACHINE'}, 'and it is not there the second time either');
	await writeFile(file, whole);
	t.equal((await list(await importIt(), ctx)).split('\n').length, 7);
});

t.test('what leads out of the tree, or is no part of a kernel tree, is refused by name', async t => {
	const cases: ReadonlyArray<readonly [TarEntry, RegExp]> = [
		[{name: 'linux/../../etc/passwd', data: 'x'}, /'linux\/\.\.\/\.\.\/etc\/passwd', which leads out of the tree/],
		[{name: '/etc/passwd', data: 'x'}, /'\/etc\/passwd', which leads out of the tree/],
		[{name: '../linux/x', data: 'x'}, /leads out of the tree/],
		[{name: 'linux/.git/hooks/post-checkout', data: 'x'}, /leads out of the tree/],
		[{name: 'linux/../x', type: '2', link: '/etc/passwd'}, /leads out of the tree/],
		[{name: 'linux/null', type: '3'}, /linux\/null, a CharacterDevice/],
		[{name: 'linux/sda', type: '4'}, /linux\/sda, a BlockDevice/],
		[{name: 'linux/fifo', type: '6'}, /linux\/fifo, a FIFO/],
		[{name: 'linux/hard', type: '1', link: '/etc/shadow'}, /linux\/hard, a Link/],
		[{name: 'linux/soft', type: '2', link: '/etc/shadow'}, /the link 'soft' to '\/etc\/shadow', which leads out of the tree/],
		[{name: 'linux/fs/soft', type: '2', link: '../../x'}, /the link 'fs\/soft' to '\.\.\/\.\.\/x'/],
		[{name: 'linux/image', mode: 0o644, size: 8 * 2 ** 30 - 1}, /larger than 4 GiB unpacked, from linux\/image on/],
	];
	for (const [entry, message] of cases) {
		const {importIt} = await makeSetting(t, makeTar([...good, entry]));
		await t.rejects(importIt(), {code: 'ERR_MACHINE', exitCode: 128, message}, entry.name);
	}
});

t.test('a checksum is compared before anything is imported', async t => {
	const bytes = makeTar(good);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const {file, importIt} = await makeSetting(t, bytes);
	await t.rejects(importIt({sha256: 'a'.repeat(64)}), {code: 'ERR_MACHINE', message: `${file} has sha256 ${sha256}, expected ${'a'.repeat(64)}`});
	t.ok((await importIt({sha256})).baseCommit);
});

t.test('an archive that is not there is named', async t => {
	const {dir, importIt} = await makeSetting(t, makeTar(good));
	for (const fields of [{}, {sha256: 'a'.repeat(64)}]) {
		for (const name of ['none.tar', 'none.tar.xz']) {
			await t.rejects(importIt({file: path.join(dir, name), ...fields}), {exitCode: 128, message: `${dir}/${name} is missing`}, name);
		}
	}
});

t.test('an interrupted import is redone, never trusted', async t => {
	const many = makeTar([...good, ...Array.from({length: 3000}, (_, index): TarEntry => ({name: `linux-6.1/f${index}`, data: 'x'}))]);
	const {ctx, importIt} = await makeSetting(t, many);
	const emit = (event: Parameters<TestContext['emit']>[0]): void => {
		if (event.type === 'step') ctx.interrupt();
	};
	await t.rejects(importIt({ctx: {...ctx, emit}}), InterruptedError);
	const again = {...await makeContext(t), cacheDir: ctx.cacheDir};
	const tree = await importIt({ctx: again});
	t.match(again.events.at(-1), {type: 'end', cached: false});
	t.equal((await list(tree, again)).split('\n').length, 3007);
});

t.test('what a killed import left is redone too', async t => {
	const {ctx, importIt} = await makeSetting(t, makeTar(good));
	const tree = await importIt();
	const repo = repositoryIn(tree.sourceDir);
	// As it is just before the last step: everything but the ref that says that it is whole.
	await mustGit(repo, 'tree', ['update-ref', '-d', 'refs/kernel-test/base'], ctx);
	await writeFile(path.join(tree.sourceDir, 'left-over'), '');
	t.strictSame(await importIt(), tree);
	await t.rejects(readFile(path.join(tree.sourceDir, 'left-over')), {code: 'ENOENT'});
});
