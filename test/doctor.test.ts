import {chmod} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {examineMachine} from '../harness/doctor.js';
import {packageOfTool} from '../harness/lib/tools.js';
import {makeContext, makeTemporaryDir, writeFiles} from './support.js';

const target = JSON.stringify({description: 'a target', tree: {type: 'debian', package: 'linux-source-0.0'}, config: ['base']});

t.test('every program is looked for on PATH, and what is missing comes with its command', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'patches/sample/target.json': target, 'bin/make': '#!/bin/sh\n'});
	await chmod(path.join(dir, 'bin/make'), 0o755);
	const ctx = await makeContext(t, {projectDir: dir, env: {PATH: path.join(dir, 'bin')}});
	const findings = new Map((await examineMachine({target: 'sample'}, ctx)).map(({name, ...finding}) => [name, finding]));
	for (const name of Object.keys(packageOfTool)) t.ok(findings.has(name), name);
	t.strictSame(findings.get('make'), {status: 'ok', text: path.join(dir, 'bin/make')});
	t.strictSame(findings.get('qemu-system-x86_64'), {status: 'missing', text: 'install it with: apt-get install qemu-system-x86'});
	t.match(findings.get('b4'), {status: 'warn'}, 'what only some commands use is no fault');
	t.match(findings.get('ccache'), {status: 'warn', text: /rebuilds are slower without/});
	t.strictSame(findings.get('linux-source-0.0'), {status: 'missing', text: 'install it with: apt-get install linux-source-0.0'});
	t.match(findings.get('cache'), {status: /ok|warn/, text: new RegExp(`^${ctx.cacheDir}, [\\d.]+ GiB free`)});
	t.match(findings.get('kvm'), {status: /ok|warn/, text: /\/dev\/kvm/});
});

t.test('a target whose tree is a folder needs no package', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'patches/sample/target.json': target.replace('"debian","package":"linux-source-0.0"', '"dir","dir":"/linux"')});
	const ctx = await makeContext(t, {projectDir: dir});
	t.notOk((await examineMachine({target: 'sample'}, ctx)).some(({name}) => name.startsWith('linux-source')));
	await t.rejects(examineMachine({target: 'other'}, ctx), {exitCode: 129, message: 'unknown target \'other\''});
});
