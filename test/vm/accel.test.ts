// KVM and QEMU as machines have them: KVM that hangs or is not permitted, a QEMU without plugins or without -sandbox. A QEMU
// of another kind is the real one behind a script that refuses, or does not come back, where that one would.
import {access, chmod, constants, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {findTool} from '../../harness/lib/tools.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {kernelTest, kernelTestJson, makeTemporaryDir, processesMentioning, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const qemu = 'qemu-system-x86_64';
const hasKvm = await access('/dev/kvm', constants.R_OK | constants.W_OK).then(() => true, () => false);
const check = ['check', 'setup/unknown-flag', '--patch', 'all'];

/** A folder for PATH, whose QEMU runs these lines before it is the real one. Both have a size of their own, so that nothing is remembered of the real one. */
async function makeQemu(t: Test, lines: string): Promise<{readonly dir: string; readonly PATH: string}> {
	const dir = await makeTemporaryDir(t);
	await writeFile(path.join(dir, qemu), `#!/bin/sh\n${lines}\nexec ${await findTool(qemu)} "$@"\n`);
	await chmod(path.join(dir, qemu), 0o755);
	return {dir, PATH: `${dir}:${process.env['PATH'] ?? ''}`};
}

await t.test('KVM that hangs: TCG, with the reason, asked once', {skip: hasKvm ? false : '/dev/kvm is not there'}, async t => {
	const {dir, PATH} = await makeQemu(t, `case "$*" in *"-accel kvm"*) echo tried >>"$0.log"; exec sleep 1234 ;; esac`);
	const run = async (...args: string[]) => kernelTest([...check, ...args, '--json', '--results', dir], {PATH});
	const {exitCode, stdout} = await run();
	t.equal(exitCode, 0);
	const {boot} = JSON.parse(stdout) as RunResult;
	t.match(boot, {accel: 'tcg', accelReason: /does not come up: not finished after 10 s/});
	t.strictSame(await processesMentioning('sleep 1234'), []);
	const named = await run('--accel', 'kvm');
	t.match(named, {exitCode: 128, stderr: /--accel kvm: \/dev\/kvm is there, but a guest does not come up: not finished[^]*use --accel tcg/});
	t.equal(await readFile(path.join(dir, `${qemu}.log`), 'utf8'), 'tried\n');
});

await t.test('a QEMU without -sandbox: none is asked for', async t => {
	const {dir, PATH} = await makeQemu(t, 'case "$*" in *-sandbox*) echo "-sandbox: invalid option" >&2; exit 1 ;; esac');
	const {exitCode, stderr} = await kernelTest([...check, '--accel', 'tcg', '--results', dir], {PATH});
	t.equal(exitCode, 0, stderr.slice(-300));
});

await t.test('a QEMU without plugins counts nothing, and says so', async t => {
	const {dir, PATH} = await makeQemu(t, 'case "$*" in *-plugin*) echo "qemu-system-x86_64: -plugin: invalid option" >&2; exit 1 ;; esac');
	const {exitCode, stdout} = await kernelTest(['bench', '--count', 'null.libaio.randread.4k.qd1', '--accel', 'tcg', '--results', dir], {PATH});
	t.equal(exitCode, 128);
	t.match(stdout, /BROKEN: QEMU ended with exit code 1: .*-plugin: invalid option/);
});

await t.test('a QEMU that is killed in mid-run is a fault of the machine, and the next run is right', async t => {
	const {dir, PATH} = await makeQemu(t, 'case "$*" in *kernel-test*) (sleep 2; kill -KILL $$) & ;; esac');
	const {exitCode, stdout} = await kernelTest(['check', '--accel', 'tcg', '--results', dir], {PATH});
	t.equal(exitCode, 128);
	t.match(stdout, /BROKEN: QEMU ended with exit code none \(killed\)/);
	t.equal((await kernelTestJson(t, check)).exitCode, 0);
});
