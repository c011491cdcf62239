// --dry-run: the very commands of the run that follows, and nothing is built or booted for it.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import type {DryRun} from '../../harness/dry-run.js';
import {fixtureSeries, kernelTest, kernelTestJson, makeTemporaryDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const args = ['check', 'setup/plain', '--nvme', 'count=2', '--append', 'quiet', '--qemu-args', '-device "virtio-rng-pci,id=a b"'];

await t.test('the line of QEMU is the one that runs', async t => {
	const {result, resultsDir} = await kernelTestJson(t, args.with(-1, '-device virtio-rng-pci'));
	const ran = await readFile(path.join(resultsDir, result.target, result.runId, 'qemu-argv.txt'), 'utf8');
	const {exitCode, stdout, stderr} = await kernelTest([...args.with(-1, '-device virtio-rng-pci'), '--dry-run', '--results', resultsDir]);
	t.equal(exitCode, 0, stderr);
	t.match(stdout, /^# guest programs: in the cache, nothing to make\n\n# kernel: in the cache, nothing to make\n\n# boot/);
	t.equal(stdout.trim().split('\n').at(-1)!.replaceAll('RUN-ID', result.runId), ran.trim().replaceAll(/\/tmp\/kt-(?!test-)[^/]+(?=\/)/g, '/tmp/kt-XXXXXX'));
	t.strictSame(await readdir(path.join(resultsDir, result.target)), [result.runId], 'and nothing was booted for it');
});

await t.test('a shell takes the line apart as QEMU gets it', async t => {
	const results = await makeTemporaryDir(t);
	const [json, text] = [await kernelTest([...args, '--results', results, '--dry-run', '--json']), await kernelTest([...args, '--results', results, '--dry-run'])];
	const {boot} = JSON.parse(json.stdout) as DryRun;
	const {stdout} = await execa('bash', ['-c', `qemu-system-x86_64() { printf '%s\\n' "$@"; }\n${text.stdout}`]);
	t.equal(stdout, boot[0]!.args.join('\n'));
	t.ok(boot[0]!.args.includes('virtio-rng-pci,id=a b'));
});

await t.test('a kernel that is not there: what makes it, and it is not made', async t => {
	for (let time = 0; time < 2; time += 1) {
		const {exitCode, stdout, stderr} = await kernelTest(['check', '--series', fixtureSeries('interrupted-build'), '--append', 'quiet', '--dry-run']);
		t.equal(exitCode, 0, stderr);
		if (/# kernel: in the cache/.test(stdout)) return t.comment('an earlier test built it');
		t.match(stdout, /^cd \S+\/tree && LC_ALL=C .* make -j\d+ O=\S+ .* vmlinux$/m);
	}
});

await t.test('a series that does not apply: exit 125, and why', async t => {
	t.match(await kernelTest(['check', '--series', fixtureSeries('conflict'), '--dry-run']), {exitCode: 125, stdout: /# patch 0001-aio-rename.* does not apply/});
});
