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

t.test('of several trees one is enough, nothing is fetched, and a folder in the environment is named', async t => {
	const dir = await makeTemporaryDir(t);
	const tree = [{type: 'git', url: 'git://127.0.0.1:9/linux', ref: 'main'}, {type: 'debian', package: 'linux-source-0.0'}];
	await writeFiles(dir, {'patches/a-1.0/target.json': JSON.stringify({...JSON.parse(target) as object, tree})});
	const findings = await examineMachine({target: 'a-1.0'}, await makeContext(t, {projectDir: dir}));
	t.match(findings.find(({name}) => name === 'tree'), {status: 'ok', text: 'git://127.0.0.1:9/linux main, fetched when a run wants it'});
	t.match(findings.find(({name}) => name === 'linux-source-0.0'), {status: 'warn'});
	const given = await examineMachine({target: 'a-1.0'}, await makeContext(t, {projectDir: dir, env: {KERNEL_TEST_TREE_A_1_0: '/linux'}}));
	t.strictSame(given.find(({name}) => name === 'tree'), {name: 'tree', status: 'ok', text: '/linux, by KERNEL_TEST_TREE_A_1_0'});
	t.notOk(given.some(({name}) => name === 'linux-source-0.0'));
});

t.test('a cache in which nothing can be compiled is a fault', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'patches/sample/target.json': target});
	const cacheDir = path.join(dir, 'my cache');
	const findings = await examineMachine({target: 'sample'}, await makeContext(t, {projectDir: dir, cacheDir}));
	t.strictSame(findings.find(({name}) => name === 'cache'), {name: 'cache', status: 'missing', text: `make takes no path with ' ': ${cacheDir}; set KERNEL_TEST_CACHE`});
});
