// Counts instructions on a booted kernel: the same in every boot, and which lines of the series ran.
import {access, readFile, readdir} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import t from 'tap';
import type {Coverage} from '../../harness/coverage/coverage.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {kernelTestJson, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const exact = ['null.ring-polled.randread.4k.qd32', 'nvme.ring-polled-fixed.randread.4k.qd32'] as const;
const slept = 'nvme.libaio.randread.4k.qd1';

await t.test('instructions per IO are the same in two boots, to the instruction and by function', async t => {
	const results: RunResult[] = [];
	for (let boot = 0; boot < 2; boot += 1) {
		const {exitCode, result} = await kernelTestJson(t, ['bench', '--count', ...exact, slept]);
		t.equal(exitCode, 0, result.summary);
		results.push(result);
	}
	const valueOf = (index: number, name: string): number => results[index]!.measurements.find(measurement => measurement.name === name)!.value!;
	const countsOf = (index: number, name: string) => results[index]!.counts!.find(({bench}) => bench === name)!;
	for (const bench of exact) {
		const work = valueOf(0, `${bench}.work_insns_per_io`);
		t.comment(`${bench}: ${work} instructions of work per IO`);
		t.ok(work > 1000 && work < 10_000, 'a plausible number');
		t.strictSame(countsOf(0, bench), countsOf(1, bench), 'every function');
	}
	t.ok(valueOf(0, `${slept}.wait_insns_per_io`) > 0, 'an engine that sleeps runs the idle loop');

	const functions = new Map(countsOf(0, exact[0]).functions.map(({name, instructions}) => [name, instructions]));
	t.equal(functions.get('null_queue_rq')! % 4000, 0, 'whole instructions per IO');
	t.ok(functions.get('[user]')! > 0);
	t.equal(functions.get('tick_sched_timer'), undefined, 'no tick among what was counted');
});

const cacheHome = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
const sourcesDir = path.join(process.env['KERNEL_TEST_CACHE'] ?? path.join(cacheHome, 'kernel-test'), 'sources');

/** Compiling that kernel anew costs minutes: a machine that has never done it does not begin with it here. */
async function hasCoverageBuild(): Promise<boolean> {
	for (const source of await readdir(sourcesDir).catch(() => [])) {
		if (await access(path.join(sourcesDir, source, 'build/coverage/vmlinux')).then(() => true, () => false)) return true;
	}
	return false;
}

await t.test('one check executes the lines that it is about, and not the others', {skip: await hasCoverageBuild() ? false : 'no kernel of the variant coverage on this machine; `kernel-test coverage` compiles it'}, async t => {
	const {exitCode, result, resultsDir} = await kernelTestJson(t, ['coverage', 'setup/plain']);
	t.equal(exitCode, 1, 'one check is below the bar');
	t.match(result.summary, /^\d+ of \d+ added lines executed, 95 % are wanted$/);
	const runDir = path.join(resultsDir, result.target, result.runId);
	const coverage = JSON.parse(await readFile(path.join(runDir, 'coverage.json'), 'utf8')) as Coverage;
	t.equal(coverage.executed, result.coverage?.executed);
	const callsOf = (name: string): ReadonlyArray<number | null> => coverage.files.find(({file}) => file === 'fs/aio.c')!.lines
		.filter(({text}) => text.startsWith('SYSCALL_DEFINE') && text.includes(`(${name},`)).map(({count}) => count);
	t.ok(callsOf('io_setup2').some(count => count !== null && count > 0), 'io_setup2() was called');
	t.ok(callsOf('io_ring_enter').every(count => count === null || count === 0), 'io_ring_enter() was not');
	t.match(await readFile(path.join(runDir, 'coverage.html'), 'utf8'), 'added lines executed');
});
