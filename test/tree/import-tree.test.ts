import {createHash} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {importTree} from '../../harness/tree/import-tree.js';
import {fakeKernelFiles, makeContext, makeTarget, makeTemporaryDir, writeFiles} from '../support.js';

t.test('a folder of the target\'s, relative to it', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	const tree = await importTree({target: {...makeTarget({tree: {type: 'dir', dir: '../linux'}}), dir: path.join(dir, 'target')}, override: undefined}, ctx);
	t.match(tree, {description: path.join(dir, 'linux'), isUserDir: true});
});

t.test('--tree takes the place of the target\'s tree', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, fakeKernelFiles);
	const tree = await importTree({target: makeTarget({tree: {type: 'debian', package: 'linux-source-0.0'}}), override: dir}, ctx);
	t.match(tree, {description: dir, isUserDir: true});
	t.equal((await importTree({target: makeTarget(), override: path.relative('.', dir)}, ctx)).sourceDir, tree.sourceDir, 'however it is written');
	const file = path.join(dir, 'Makefile');
	await t.rejects(importTree({target: makeTarget(), override: file}, ctx), {code: 'ERR_INPUT', exitCode: 129, message: `--tree ${file} is not a folder`});
	await t.rejects(importTree({target: makeTarget(), override: '/no/such/tree'}, ctx), {code: 'ERR_INPUT', exitCode: 129, message: '--tree /no/such/tree is not there'});
});

t.test('a tarball of the target\'s, by checksum', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	await execa('tar', ['--create', '--file', path.join(dir, 'linux.tar'), '--directory', dir, 'linux']);
	const sha256 = createHash('sha256').update(await readFile(path.join(dir, 'linux.tar'))).digest('hex');
	const target = {...makeTarget({tree: {type: 'tarball', file: 'linux.tar', sha256}}), dir};
	t.match(await importTree({target, override: undefined}, ctx), {description: 'linux.tar', isUserDir: false});
	await writeFile(path.join(dir, 'linux.tar'), 'another one by now');
	const fresh = await makeContext(t);
	await t.rejects(importTree({target, override: undefined}, fresh), {message: /has sha256 .*, expected /});
	await t.rejects(stat(path.join(fresh.cacheDir, 'sources/repo.git')), {code: 'ENOENT'});
});

t.test('a Debian source that is not installed is named, with the command', async t => {
	const target = makeTarget({tree: {type: 'debian', package: 'linux-source-0.0'}});
	await t.rejects(importTree({target, override: undefined}, await makeContext(t)), {
		code: 'ERR_MACHINE', exitCode: 128, message: '/usr/src/linux-source-0.0.tar.xz is missing', hint: 'install it with: apt-get install linux-source-0.0',
	});
});
