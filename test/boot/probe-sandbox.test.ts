import {chmod, readFile, readdir, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {probeSandbox} from '../../harness/boot/probe-sandbox.js';
import {makeContext, makeTemporaryDir} from '../support.js';

/** A program that notes its arguments and ends as told. */
async function makeQemu(t: Test, exitCode: number): Promise<{file: string; starts: () => Promise<number>}> {
	const dir = await makeTemporaryDir(t);
	const file = path.join(dir, 'qemu');
	await writeFile(file, `#!/bin/sh\necho "$@" >>${dir}/log\nexit ${exitCode}\n`);
	await chmod(file, 0o755);
	return {file, starts: async () => (await readFile(path.join(dir, 'log'), 'utf8').catch(() => '')).split('\n').length - 1};
}

t.test('a QEMU that takes the arguments gets them, and is asked once', async t => {
	const ctx = await makeContext(t);
	const {file, starts} = await makeQemu(t, 0);
	t.match(await probeSandbox(file, ctx), ['-sandbox', /^on,.*spawn=deny/]);
	t.match(await probeSandbox(file, ctx), ['-sandbox', /^on,/]);
	t.equal(await starts(), 1);
	await utimes(file, 1, 1);
	await probeSandbox(file, ctx);
	t.equal(await starts(), 2, 'another file of it is asked again');
});

t.test('one built without seccomp goes without', async t => {
	const ctx = await makeContext(t);
	const {file, starts} = await makeQemu(t, 1);
	t.strictSame(await probeSandbox(file, ctx), []);
	t.strictSame(await probeSandbox(file, ctx), []);
	t.equal(await starts(), 1);
});

t.test('what was kept is not believed when it is damaged', async t => {
	const ctx = await makeContext(t);
	const {file, starts} = await makeQemu(t, 0);
	await probeSandbox(file, ctx);
	const dir = path.join(ctx.cacheDir, 'accel');
	for (const text of ['', 'tru', '{}']) {
		for (const name of await readdir(dir)) await writeFile(path.join(dir, name), text);
		t.match(await probeSandbox(file, ctx), ['-sandbox', /^on,/], JSON.stringify(text));
	}
	t.equal(await starts(), 4);
});

t.test('without any there is nothing to ask', async t => {
	t.strictSame(await probeSandbox('no-such-qemu', await makeContext(t)), []);
});
