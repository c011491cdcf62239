// The whole flow as a user runs it. First of the VM tests: from an empty cache it is the one that
// imports the tree and compiles the kernel.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {resultSchema} from '../../harness/result/result-schema.js';
import {kernelTest, kernelTestJson, makeTemporaryDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

await t.test('the whole series passes every check and is measured', async t => {
	const {exitCode, result, resultsDir, stdout} = await kernelTestJson(t, ['run']);
	t.equal(exitCode, 0, result.summary);
	t.equal(result.outcome, 'pass');
	t.strictSame(resultSchema.parse(result), result, 'stdout is the result object');
	t.equal(result.boot?.outcome, 'ok');
	t.ok(result.boot!.pollQueues >= 1, 'a poll queue was granted');
	t.equal(result.series.patch, result.series.total);
	t.strictSame(result.boot!.kernelWarnings, []);

	const {stdout: listed} = await kernelTest(['list', 'checks']);
	t.strictSame(result.checks.map(({name}) => name), listed.trim().split('\n'), 'every check has a verdict');
	t.strictSame(result.checks.filter(({outcome}) => outcome !== 'pass' && outcome !== 'skip'), [], 'and passes');
	t.strictSame(result.checks.filter(({name, outcome}) => outcome === 'skip' && !/^faults\/|^leak\/kmemleak$/.test(name)), [], 'except for what takes a kernel with debugging');

	const {stdout: benches} = await kernelTest(['list', 'benches']);
	for (const name of benches.trim().split('\n')) {
		const iops = result.measurements.find(measurement => measurement.name === `${name}.iops`);
		t.ok(iops?.value != null && iops.value > 0, `${name}: ${iops?.value ?? 'nothing'} io/s`);
	}

	const runDir = path.join(resultsDir, result.target, result.runId);
	t.strictSame((await readdir(runDir)).filter(name => !name.startsWith('guest-')).sort(), ['build.log', 'console.log', 'junit.xml', 'kernel.config', 'qemu-argv.txt', 'report.html', 'result.json', 'series.mbox']);
	t.equal(await readFile(path.join(runDir, 'result.json'), 'utf8'), stdout);
	t.match(await readFile(path.join(runDir, 'console.log'), 'utf8'), /Run \/init as init process/);
});

await t.test('a second run builds nothing', async t => {
	const {result, durationMs} = await kernelTestJson(t, ['check', 'setup/*']);
	t.equal(result.build?.cached, true);
	t.comment(`${durationMs} ms`);
});

await t.test('without the series checks skip by asking the kernel', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['run', '--patch', 'none']);
	t.equal(exitCode, 0, result.summary);
	t.equal(result.series.patch, 0);
	t.strictSame(result.checks.filter(({outcome}) => outcome !== 'skip' && outcome !== 'pass'), []);
	t.match(result.checks.find(({name}) => name === 'setup/plain'), {outcome: 'skip', reason: /no io_setup2/});
	t.ok(result.measurements.some(({name, value}) => name.startsWith('nvme.io_uring-polled.') && value !== null), 'what this kernel has is measured');
	t.ok(result.measurements.some(({name, outcome}) => name.startsWith('nvme.ring.') && outcome === 'skip'), 'what it lacks is skipped');
});

await t.test('a prefix is built and booted, and named by its last patch', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['check', '--patch', '2']);
	t.equal(exitCode, 0, result.summary);
	t.equal(result.series.patch, 2);
	t.match(result.series.lastSubject, /^iomap: /);
	t.equal(result.build?.outcome, 'built');
});

await t.test('two runs at once do not disturb each other', async t => {
	const both = await Promise.all([kernelTestJson(t, ['check', 'ring/*']), kernelTestJson(t, ['check', 'ring/*'])]);
	for (const {exitCode, result} of both) t.equal(exitCode, 0, result.summary);
	t.not(both[0].result.runId, both[1].result.runId);
});

await t.test('the table names verdicts, numbers, accelerator, poll queues and the place of the files', async t => {
	const {exitCode, stdout} = await kernelTest(['run', '--results', await makeTemporaryDir(t)]);
	t.equal(exitCode, 0);
	for (const pattern of [/^accel +(tcg|kvm)/m, /^poll queues +.*nvme0n1: 1/m, /^ring\/\* +pass/m, /^nvme\.ring-polled\.randread\.4k\.qd32 +[\d,]+/m, /^PASS: /m, /^files: /m]) {
		t.match(stdout, pattern);
	}
});
