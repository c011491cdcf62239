import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {buildGuestTools, listChecks, type GuestTools} from '../../harness/image/build-guest-tools.js';
import {guestMakefile} from '../small-kernel.js';
import {makeContext, makeTarget, makeTemporaryDir, projectDir, writeFiles, type TestContext} from '../support.js';

async function makeSetting(t: Test): Promise<{ctx: TestContext; dir: string; build(syscalls?: Readonly<Record<string, number>>): Promise<GuestTools>}> {
	const dir = await makeTemporaryDir(t);
	await writeFiles(path.join(dir, 'guest-tools'), {
		'Makefile': guestMakefile, 'init.c': 'init\n', 'bench/iops.c': 'bench\n', 'checks/ring/read.c': 'NR_IO_SETUP2\n', 'checks/setup/plain.c': 'plain\n', 'checks/setup/notes.txt': '',
	});
	const ctx = await makeContext(t, {projectDir: dir, env: {...process.env, GUEST_CC: 'gcc'}});
	return {ctx, dir, build: async (syscalls = {io_setup2: 335}) => buildGuestTools({target: makeTarget({syscalls})}, ctx)};
}

/** Programs that were compiled since the last look. */
async function compiled(ctx: TestContext): Promise<readonly string[]> {
	const root = path.join(ctx.cacheDir, 'guest-tools');
	const logs = (await readdir(root)).filter(name => name.startsWith('objects-') && !name.includes('.'));
	return (await Promise.all(logs.map(async name => readFile(path.join(root, name, 'built'), 'utf8')))).join('').trim().split('\n').sort();
}

t.test('checks are known by their files', async t => {
	const {ctx, dir} = await makeSetting(t);
	t.strictSame(await listChecks(ctx), ['ring/read', 'setup/plain']);
	t.ok((await listChecks({projectDir})).length > 20);
	await t.rejects(listChecks({projectDir: path.join(dir, 'none')}), {code: 'ENOENT'});
});

t.test('programs are compiled with the target\'s numbers, once', async t => {
	const {ctx, build} = await makeSetting(t);
	const tools = await build();
	t.strictSame(tools.checks, ['ring/read', 'setup/plain']);
	t.equal((await readFile(path.join(tools.dir, 'checks/ring/read'), 'utf8')).trim(), '335');
	t.equal((await readFile(path.join(tools.dir, 'init'), 'utf8')).trim(), 'init');
	t.strictSame((await readdir(tools.dir)).sort(), ['.sha256', 'bench', 'checks', 'init', 'xfs-4096.sectors', 'xfs-512.sectors']);
	ctx.events.length = 0;
	t.strictSame(await build(), tools);
	t.strictSame(ctx.events, []);
	t.equal((await compiled(ctx)).length, 4);
});

t.test('other numbers or sources are other programs', async t => {
	const {dir, build} = await makeSetting(t);
	const first = await build();
	const numbers = await build({io_setup2: 400});
	t.equal((await readFile(path.join(numbers.dir, 'checks/ring/read'), 'utf8')).trim(), '400');
	await writeFiles(dir, {'guest-tools/checks/ring/write.c': 'write\n'});
	const more = await build();
	t.strictSame(more.checks, ['ring/read', 'ring/write', 'setup/plain']);
	t.equal(new Set([first.key, numbers.key, more.key]).size, 3);
});

t.test('one changed check is compiled alone', async t => {
	const {ctx, dir, build} = await makeSetting(t);
	await build();
	await writeFiles(dir, {'guest-tools/checks/setup/plain.c': 'changed\n'});
	const {dir: toolsDir} = await build();
	t.equal((await readFile(path.join(toolsDir, 'checks/setup/plain'), 'utf8')).trim(), 'changed');
	t.strictSame(await compiled(ctx), ['built bench/iops', 'built checks/ring/read', 'built checks/setup/plain', 'built checks/setup/plain', 'built init']);
});

t.test('a program that does not compile is our fault, with the compiler\'s words', async t => {
	const {dir, build} = await makeSetting(t);
	await writeFiles(dir, {'guest-tools/checks/ring/read.c': '#error not this way\n'});
	await t.rejects(build(), {code: 'ERR_MACHINE', exitCode: 128, message: /^the guest programs do not compile:\n[^]*#error not this way/, logPath: /objects-.*\.log$/});
	await writeFiles(dir, {'guest-tools/checks/ring/read.c': 'mended\n'});
	t.ok((await build()).key);
});

t.test('nothing is written to the sources', async t => {
	const {dir, build} = await makeSetting(t);
	const before = (await readdir(dir, {recursive: true})).sort();
	await build();
	t.strictSame((await readdir(dir, {recursive: true})).sort(), before);
});

t.test('a compiler that is not there is named', async t => {
	const {ctx} = await makeSetting(t);
	await t.rejects(buildGuestTools({target: makeTarget()}, {...ctx, env: {GUEST_CC: 'no-such-gcc'}}), {code: 'ERR_MACHINE', message: 'no-such-gcc is not installed'});
});
