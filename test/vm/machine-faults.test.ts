// Faults of the machine and bad input, before anything boots: the right exit code, a message that
// names what is wrong and what to do, and a cache that stays whole. Full disks and missing tools: host-faults.test.ts.
import {chmod, cp, mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {findTool, packageOfTool} from '../../harness/lib/tools.js';
import {kernelTest, kernelTestJson, makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

await t.test('--patch 99', async t => {
	const {exitCode, stderr} = await kernelTest(['check', '--patch', '99', '--results', await makeTemporaryDir(t)]);
	t.equal(exitCode, 129);
	t.match(stderr, /--patch 99: the series has \d+ patches/);
});

await t.test('doctor names what is missing', async t => {
	// A PATH with everything but QEMU.
	const bin = await makeTemporaryDir(t);
	for (const tool of ['node', ...Object.keys(packageOfTool)]) {
		const found = await findTool(tool);
		if (found !== undefined && tool !== 'qemu-system-x86_64') await symlink(found, path.join(bin, tool));
	}
	const doctor = await kernelTest(['doctor'], {PATH: bin});
	t.equal(doctor.exitCode, 128);
	t.match(doctor.stdout, /^missing +qemu-system-x86_64 +install it with: apt-get install qemu-system-x86$/m);
});

await t.test('results that cannot be written', async t => {
	const file = path.join(await makeTemporaryDir(t), 'a-file');
	await writeFile(file, '');
	const {exitCode, stderr} = await kernelTest(['check', 'setup/*', '--results', path.join(file, 'below')]);
	t.equal(exitCode, 128, stderr);
	t.match(stderr, /cannot write results to .*--results DIR/s);
});

await t.test('QEMU that does not start is a fault of the machine', async t => {
	const bin = await makeTemporaryDir(t);
	await writeFile(path.join(bin, 'qemu-system-x86_64'), '#!/bin/sh\n[ "$1" = --version ] && echo "QEMU emulator version 0.0" && exit 0\necho "no such machine" >&2\nexit 1\n');
	await chmod(path.join(bin, 'qemu-system-x86_64'), 0o755);
	const {exitCode, stderr, stdout} = await kernelTest(['check', 'setup/*', '--accel', 'tcg', '--results', await makeTemporaryDir(t)], {PATH: `${bin}:${process.env['PATH'] ?? ''}`});
	t.equal(exitCode, 128, stderr);
	t.match(stdout, /BROKEN: QEMU ended with exit code 1: no such machine/);
});

await t.test('a malformed target.json names the field', async t => {
	const copy = await makeTemporaryDir(t);
	for (const part of ['harness', 'kernel-config', 'package.json', 'guest-tools']) await cp(path.join(projectDir, part), path.join(copy, part), {recursive: true});
	await symlink(path.join(projectDir, 'node_modules'), path.join(copy, 'node_modules'));
	const dir = path.join(copy, 'patches', 'odd');
	await mkdir(dir, {recursive: true});
	const good = JSON.parse(await readFile(path.join(projectDir, 'patches/debian-6.1/target.json'), 'utf8')) as object;
	const run = async () => {
		const {exitCode, stderr} = await execa('node', [path.join(copy, 'harness/bin.js'), 'check', '--target', 'odd'], {reject: false, env: {CI: 'true'}});
		return {exitCode, stderr};
	};
	await writeFile(path.join(dir, 'target.json'), JSON.stringify({...good, vm: {nvme: {sizeMiB: 'large'}}}));
	t.match(await run(), {exitCode: 129, stderr: /target\.json: vm\.nvme\.sizeMiB: /});
	await writeFile(path.join(dir, 'target.json'), '{"tree": ');
	t.match(await run(), {exitCode: 129, stderr: /target\.json is not JSON/});
	// More poll queues than processors: the kernel would grant none, and say so in its log only.
	await writeFile(path.join(dir, 'target.json'), JSON.stringify({...good, vm: {cpus: 1, nvme: {pollQueues: 2}}}));
	t.match(await run(), {exitCode: 129, stderr: /poll-queues=2: the guest has 1 CPU/});
});

await t.test('a polled number from a device without poll queues is no number', async t => {
	const copy = await makeTemporaryDir(t);
	const outcome = await execa('node', [path.join(projectDir, 'harness/bin.js'), 'bench', '--json', '--patch', 'none', '--nvme', 'poll-queues=0', 'nvme.io_uring-polled.randread.4k.qd1', 'nvme.ring-polled.randread.4k.qd1', '--results', copy], {reject: false, env: {CI: 'true'}});
	const result = JSON.parse(outcome.stdout) as {boot: {pollQueues: number}; measurements: unknown};
	t.equal(outcome.exitCode, 1);
	t.equal(result.boot.pollQueues, 0);
	t.match(result.measurements, [
		{name: /^nvme\.ring-/, outcome: 'skip', value: null, reason: 'the kernel has no io_setup2()'}, {name: /^nvme\.io_uring-/, outcome: 'broken', value: null, reason: /was granted no poll queue/},
	]);
});

await t.test('options that the configuration cannot keep are named', async t => {
	const copy = await makeTemporaryDir(t);
	for (const part of ['harness', 'kernel-config', 'package.json', 'guest-tools', 'patches']) await cp(path.join(projectDir, part), path.join(copy, part), {recursive: true});
	await symlink(path.join(projectDir, 'node_modules'), path.join(copy, 'node_modules'));
	await writeFile(path.join(copy, 'kernel-config', 'impossible.config'), 'CONFIG_NO_SUCH_OPTION=y\n');
	const {exitCode, stderr} = await execa('node', [path.join(copy, 'harness/bin.js'), 'check', '--variant', 'impossible', '--results', copy], {reject: false, env: {CI: 'true'}});
	t.equal(exitCode, 129, stderr);
	t.match(stderr, /options did not survive olddefconfig: CONFIG_NO_SUCH_OPTION=y \(impossible\.config\)/);
});

await t.test('after all that, a run is right', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['check', 'setup/*']);
	t.equal(exitCode, 0, result.summary);
});
