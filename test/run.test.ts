import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {run, type RunRequest} from '../harness/run.js';
import {makeTemporaryDir} from './support.js';
import {bench, makeSmallProject, noCode, panic, type SmallProject} from './small-kernel.js';

t.setTimeout(600_000);
const cacheDir = await makeTemporaryDir(t);

const requestOf = ({template}: SmallProject, fields: Partial<RunRequest> = {}): RunRequest => ({...template, patch: 'all', plan: {checks: ['io/read']}, ...fields});

t.test('a kernel that panics is a result, and its folder says all of it', async t => {
	const project = await makeSmallProject(t, [panic('base'), panic('one')], cacheDir);
	const {result, runDir} = await run(requestOf(project), project.ctx);
	t.match(result, {outcome: 'fail', boot: {outcome: 'panic', accel: 'tcg'}, checks: [{name: 'io/read', outcome: 'broken', reason: /^not run: panic/}], summary: /panic/, series: {patch: 1, total: 1}});
	t.match(await readFile(path.join(runDir, 'console.log'), 'utf8'), /Kernel panic - not syncing: one/);
	t.strictSame((await readdir(runDir)).sort(), ['build.log', 'console.log', 'junit.xml', 'kernel.config', 'qemu-argv.txt', 'report.html', 'result.json', 'series.mbox'], 'nothing that only the boot needed');
	const base = await run(requestOf(project, {patch: 'none', guests: 2, plan: {checks: []}}), project.ctx);
	t.match(base.result.boot?.reason, /not syncing: base/, 'without the patch it is the other kernel');
	t.match(await readFile(path.join(base.runDir, 'guest-2/console.log'), 'utf8'), /not syncing: base/, 'in each of the guests that share the checks');
});

t.test('a prefix that does not compile, and one that does not apply, cannot be tested', async t => {
	const project = await makeSmallProject(t, [panic('base'), noCode], cacheDir);
	t.match((await run(requestOf(project), project.ctx)).result, {outcome: 'untestable', summary: /does not compile/});
	const other = await makeSmallProject(t, [panic('other'), panic('two')], cacheDir);
	const {result} = await run(requestOf(project, {series: path.join(other.ctx.projectDir, 'patches/sample')}), project.ctx);
	t.match(result, {outcome: 'untestable', summary: /does not apply/, boot: undefined});
});

t.test('counted, or looked at by gdb', async t => {
	const project = await makeSmallProject(t, [panic('base')], cacheDir);
	const counted = await run(requestOf(project, {plan: {benches: [bench], countInstructions: true}}), project.ctx);
	t.match(counted.result, {outcome: 'fail', boot: {outcome: 'panic'}, machine: {cpus: 1}});
	t.match(await readFile(path.join(counted.runDir, 'qemu-argv.txt'), 'utf8'), /-icount shift=0/);
	const reached: string[] = [];
	const waiting = run(requestOf(project, {plan: {}, onGdb({socket, vmlinux}) {
		reached.push(path.basename(socket), path.basename(vmlinux));
		project.ctx.interrupt();
	}}), project.ctx);
	await t.rejects(waiting, {exitCode: 130, message: /./}, 'stands still until it is interrupted');
	t.strictSame(reached, ['gdb', 'vmlinux']);
	t.equal((await readdir(path.join(project.ctx.resultsDir, 'sample'))).length, 1, 'and leaves no result');
});

t.test('what cannot be counted, and what QEMU does not take, is the user\'s', async t => {
	const project = await makeSmallProject(t, [panic('base')], cacheDir);
	const refused = async (fields: Partial<RunRequest>, message: RegExp): Promise<void> => {
		await t.rejects(run(requestOf(project, fields), project.ctx), {exitCode: 129, message});
	};
	await refused({accel: 'kvm', plan: {countInstructions: true}}, /not by --accel kvm/);
	await refused({cpus: 2, plan: {countInstructions: true}}, /--count with --smp 2/);
	await refused({coverage: true}, /there is no series, or it adds no lines/);
	await refused({qemuArgs: ['-device', 'no-such-device']}, /^with --qemu-args '-device no-such-device' .*no-such-device/s);
});
