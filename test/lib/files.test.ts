import {mkdir, readFile, readdir, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import {exists, fillFolderOnce, hashParts, hashTree, judgeFolder, listFiles, needFreeSpace, shortHash} from '../../harness/lib/files.js';
import {makeTemporaryDir, writeFiles} from '../support.js';

t.test('hashes depend on every part and on where it ends', async t => {
	t.match(hashParts('a'), /^[0-9a-f]{64}$/);
	t.equal(hashParts('a', 'b'), hashParts('a', Buffer.from('b')));
	fc.assert(fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => (hashParts(...a) === hashParts(...b)) === (JSON.stringify(a) === JSON.stringify(b))), {seed: 1});
	t.not(hashParts('ab', 'c'), hashParts('a', 'bc'));
	t.not(hashParts(), hashParts(''));
	t.equal(shortHash('a'), hashParts('a').slice(0, 16));
});

t.test('a tree of files is listed and hashed by names and contents', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'b.c': 'b', 'a/z.c': 'z', 'a/b/c.c': 'c', '.git/config': 'x', 'a/.hidden': 'x', '.dot': 'x'});
	await mkdir(path.join(dir, 'empty'));
	t.strictSame(await listFiles(dir), ['a/b/c.c', 'a/z.c', 'b.c']);
	const before = await hashTree(dir);
	await utimes(path.join(dir, 'b.c'), 1, 1);
	await writeFile(path.join(dir, 'a/.hidden'), 'y');
	t.equal(await hashTree(dir), before, 'times and dot files do not count');
	await writeFile(path.join(dir, 'b.c'), 'B');
	t.not(await hashTree(dir), before, 'contents do');
	await writeFiles(dir, {'b.c': 'b', 'new.c': ''});
	t.not(await hashTree(dir), before, 'names do');
	await t.rejects(listFiles(path.join(dir, 'nothing')), {code: 'ENOENT'});
});

t.test('exists follows links', async t => {
	const dir = await makeTemporaryDir(t);
	await symlink('nowhere', path.join(dir, 'dangling'));
	t.ok(await exists(dir));
	t.notOk(await exists(path.join(dir, 'nothing')));
	t.notOk(await exists(path.join(dir, 'dangling')));
});

t.test('a folder is made whole', async t => {
	const dir = await makeTemporaryDir(t);
	const entry = path.join(dir, 'kernels/key');
	let seen: readonly string[] = ['not looked'];
	await fillFolderOnce(entry, async temporary => {
		await writeFile(path.join(temporary, 'a'), '1');
		seen = (await readdir(path.dirname(entry))).filter(name => name === 'key');
		await writeFile(path.join(temporary, 'b'), '2');
	});
	t.strictSame(seen, [], 'it is not there before it is whole');
	t.strictSame(await readdir(path.dirname(entry)), ['key'], 'and nothing else stays');
	t.strictSame(await listFiles(entry), ['a', 'b']);
	await fillFolderOnce(entry, async () => void t.fail('a folder that is there is not filled again'));
});

t.test('a folder that is not what it was is told', async t => {
	const dir = await makeTemporaryDir(t);
	const make = async (name: string): Promise<string> => {
		await fillFolderOnce(path.join(dir, name), async temporary => writeFiles(temporary, {'a': 'one', 'below/b': 'two'}));
		return path.join(dir, name);
	};
	t.equal(await judgeFolder(path.join(dir, 'none')), 'absent');
	t.equal(await judgeFolder(await make('good')), 'whole');
	const harms: Readonly<Record<string, (entry: string) => Promise<void>>> = {
		'a bit': async entry => writeFile(path.join(entry, 'a'), 'onf'),
		'cut': async entry => writeFile(path.join(entry, 'below/b'), 'tw'),
		'empty': async entry => writeFile(path.join(entry, 'a'), ''),
		'gone': async entry => rm(path.join(entry, 'a')),
		'more': async entry => writeFile(path.join(entry, 'c'), ''),
		'the sums': async entry => writeFile(path.join(entry, '.sha256'), ''),
	};
	for (const [what, harm] of Object.entries(harms)) {
		const entry = await make(what);
		await harm(entry);
		t.equal(await judgeFolder(entry), 'damaged', what);
	}
	const old = await make('old');
	await rm(path.join(old, '.sha256'));
	t.equal(await judgeFolder(old), 'whole', 'from a version without sums');
});

t.test('a fill that fails leaves nothing', async t => {
	const dir = await makeTemporaryDir(t);
	const entry = path.join(dir, 'key');
	await t.rejects(fillFolderOnce(entry, async temporary => {
		await writeFile(path.join(temporary, 'a'), '1');
		throw new Error('no space');
	}), {message: 'no space'});
	t.strictSame(await readdir(dir), []);
	await fillFolderOnce(entry, async temporary => writeFile(path.join(temporary, 'a'), '2'));
	t.equal(await readFile(path.join(entry, 'a'), 'utf8'), '2', 'and the next one is whole');
});

t.test('what a killed run left is never read', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'tmp-key-12345678/a': 'half'});
	await fillFolderOnce(path.join(dir, 'key'), async temporary => writeFile(path.join(temporary, 'a'), 'whole'));
	t.equal(await readFile(path.join(dir, 'key/a'), 'utf8'), 'whole');
});

t.test('of many at once one wins, and all are content', async t => {
	const dir = await makeTemporaryDir(t);
	const entry = path.join(dir, 'key');
	await Promise.all(Array.from({length: 8}, async (_, index) => fillFolderOnce(entry, async temporary => writeFile(path.join(temporary, 'a'), String(index)))));
	t.match(await readFile(path.join(entry, 'a'), 'utf8'), /^[0-7]$/);
	t.strictSame(await readdir(dir), ['key']);
});

t.test('too little space is told with both sizes before anything is written', async t => {
	const dir = path.join(await makeTemporaryDir(t), 'cache');
	await needFreeSpace(dir, 1, 'tree');
	await t.rejects(needFreeSpace(dir, 2 ** 60, 'build'), {
		code: 'ERR_MACHINE', stage: 'build', message: new RegExp(`^not enough space in ${dir}: 1099511627776 MiB needed, \\d+ MiB free$`), hint: /KERNEL_TEST_CACHE/,
	});
});
