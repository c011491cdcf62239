import {createHash} from 'node:crypto';
import {readFile, readdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {importTree} from '../../harness/tree/import-tree.js';
import {fakeKernelFiles, makeContext, makeTarget, makeTemporaryDir, serve, writeFiles} from '../support.js';

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
	await t.rejects(importTree({target: makeTarget(), override: file}, ctx), {code: 'ERR_INPUT', exitCode: 129, message: `${file} is no .tar, .tar.gz or .tar.xz`});
	await t.rejects(importTree({target: makeTarget(), override: '/no/such/tree'}, ctx), {code: 'ERR_INPUT', exitCode: 129, message: '--tree /no/such/tree is not there'});
});

t.test('a tarball of the target\'s, by checksum', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	await execa('tar', ['--create', '--file', path.join(dir, 'linux.tar'), '--directory', dir, 'linux']);
	const sha256 = createHash('sha256').update(await readFile(path.join(dir, 'linux.tar'))).digest('hex');
	const target = {...makeTarget({tree: {type: 'tarball', file: 'linux.tar', sha256}}), dir};
	t.match(await importTree({target, override: undefined}, ctx), {description: 'linux.tar', isUserDir: false, sha256});
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

t.test('an archive from a server is downloaded once, and not kept beside the tree', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	await execa('tar', ['--create', '--file', path.join(dir, 'linux.tar'), '--directory', dir, 'linux']);
	const bytes = await readFile(path.join(dir, 'linux.tar'));
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const server = await serve(t, (_, response) => void response.end(bytes));
	const ctx = await makeContext(t);
	const target = makeTarget({tree: {type: 'tarball', url: `${server.url}/linux.tar`, sha256}});
	const tree = await importTree({target, override: undefined}, ctx);
	t.match(tree, {description: 'linux.tar', sha256});
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'downloads')), []);
	t.strictSame(await importTree({target, override: undefined}, ctx), tree);
	t.equal(server.requests.length, 1);
});

/** The first cannot be had: nothing listens there. */
const nowhere = {type: 'git', url: 'git://127.0.0.1:9/linux', ref: 'main'};

t.test('of several trees the first that can be had; the result says why not those before it', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	const target = {...makeTarget({tree: [nowhere, {type: 'dir', dir: 'none'}, {type: 'dir', dir: 'linux'}, {type: 'debian', package: 'linux-source-0.0'}]}), dir};
	const tree = await importTree({target, override: undefined}, ctx);
	t.equal(tree.description, path.join(dir, 'linux'));
	t.match(tree.passedOver, [
		{source: 'git://127.0.0.1:9/linux main', reason: /^git:\/\/127\.0\.0\.1:9\/linux cannot be reached: .*Connection refused/},
		{source: 'none', reason: /none is not a kernel tree: Kbuild is missing/},
	]);
	t.equal(ctx.events.filter(({type}) => type === 'notice').length, 2);
	t.notOk((await importTree({target: {...target, tree: [{type: 'dir', dir: 'linux'}, ...[target.tree].flat()]}, override: undefined}, ctx)).passedOver);
});

t.test('of several trees none can be had: each with its reason, and the way on', async t => {
	const target = makeTarget({tree: [nowhere, {type: 'debian', package: 'linux-source-0.0'}]});
	await t.rejects(importTree({target, override: undefined}, await makeContext(t)), {
		code: 'ERR_MACHINE', exitCode: 128, hint: '--tree, or KERNEL_TEST_TREE_SAMPLE, names a copy at hand',
		message: /^none of the trees of sample can be had:\n {2}git:.* cannot be reached: .*\n {2}\/usr\/src\/linux-source-0\.0\.tar\.xz is missing$/s,
	});
});

t.test('a tree from elsewhere that the cache has is not left for one that would have to be fetched', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'linux'), fakeKernelFiles);
	await execa('git', ['init', '--quiet', '--initial-branch=main'], {cwd: path.join(dir, 'linux')});
	await execa('git', ['add', '.'], {cwd: path.join(dir, 'linux')});
	await execa('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '--quiet', '--message=x'], {cwd: path.join(dir, 'linux')});
	const second = {type: 'git', url: `file://${path.join(dir, 'linux')}`, ref: 'main'};
	await importTree({target: makeTarget({tree: second}), override: undefined}, ctx);
	const startedAt = ctx.events.length;
	const tree = await importTree({target: makeTarget({tree: [nowhere, second]}), override: undefined}, ctx);
	t.strictSame(tree.passedOver, [{source: 'git://127.0.0.1:9/linux main', reason: 'not tried, for the cache has a later choice'}]);
	t.strictSame(ctx.events.slice(startedAt).map(({type}) => type), ['end']);
});

t.test('an interruption is none of its reasons', async t => {
	const ctx = await makeContext(t);
	ctx.interrupt();
	await t.rejects(importTree({target: makeTarget({tree: [nowhere, nowhere]}), override: undefined}, ctx), {code: 'ERR_INTERRUPTED'});
});
