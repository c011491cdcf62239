import t from 'tap';
import type {Boot} from '../../harness/boot/boot.js';
import {joinBoots} from '../../harness/boot/join-boots.js';
import {usualNvme, type NvmeShape} from '../../harness/boot/nvme-shape.js';
import {planRun} from '../../harness/plan/plan.js';
import {makeResult, type RunFacts} from '../../harness/result/make-result.js';
import {resultSchema} from '../../harness/result/result-schema.js';
import {makeCoverage} from '../coverage/sample.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, makeReport, plainBench, polledBench, sampleApplied, sampleTarget, withEntries} from './sample.js';

/** The verdict on a run with this boot, and that the object keeps its schema. */
function judge(boot: Boot, fields: Partial<RunFacts> = {}): {outcome: string; summary: string} {
	const result = resultSchema.parse(makeResult(makeFacts({boot, ...fields})));
	return {outcome: result.outcome, summary: result.summary};
}

t.test('a run that went well', async t => {
	const result = makeResult(makeFacts());
	t.strictSame(resultSchema.parse(result), result);
	t.match(result, {
		schemaVersion: 1, runId: '2026-01-02T03-04-05Z-abcd', startedAt: '2026-01-02T03:04:05.000Z', durationMs: 10_000,
		outcome: 'pass', summary: '3 checks passed, 2 benches measured', target: 'sample', variant: 'default',
		tree: {description: 'linux-source-6.1 6.1.170-1', commit: 'e'.repeat(40)},
		series: {source: 'sample', hash: 'a'.repeat(64), patch: 2, total: 2, lastSubject: 'aio: add rings'},
		build: {outcome: 'built', cached: false, errors: []},
		boot: {outcome: 'ok', accel: 'tcg', accelReason: '/dev/kvm is not there or not permitted', qemu: '7.2.22', kernel: '6.1.170', pollQueues: 1, planMs: 1200},
	});
	t.equal(result.checks.length, 3);
	t.equal(result.measurements.length, 6);
	t.notOk('exec' in result);
});

t.test('guests that shared the checks: each verdict is its own guest\'s, and benches are the first one\'s', async t => {
	const plan = makeFacts().plan!;
	const [read, write, plain] = plan.checks;
	const first = makeBoot({report: makeReport({entries: [makeEntry('ring/read'), makeEntry('setup/plain'), makeEntry(`bench/${plainBench}`), makeEntry(`bench/${polledBench}`)]})});
	const second = makeBoot({outcome: 'panic', reason: 'Kernel panic during ring/write', entry: 'ring/write', report: makeReport({entries: [], measurements: []})});
	const result = resultSchema.parse(makeResult(makeFacts({
		boot: joinBoots([first, second]),
		guests: [{plan: {...plan, checks: [read!, plain!]}, boot: first}, {plan: {checks: [write!], benches: []}, boot: second}],
	})));
	t.strictSame(result.checks.map(({name, outcome}) => [name, outcome]), [['ring/read', 'pass'], ['ring/write', 'panic'], ['setup/plain', 'pass']]);
	t.match(result, {outcome: 'fail', summary: 'panic: Kernel panic during ring/write', boot: {outcome: 'panic', guests: 2}});
	t.ok(result.measurements.every(({outcome}) => outcome === 'pass'), 'the first guest came through');
	t.notOk('guests' in makeResult(makeFacts()).boot!, 'one is not mentioned');
});

t.test('a tree that was not the first choice, and one from an archive', async t => {
	const tree = {...makeFacts().tree, sha256: 'a'.repeat(64), passedOver: [{source: 'git://example.org/linux main', reason: 'cannot be reached'}]};
	const result = makeResult(makeFacts({tree}));
	t.strictSame(resultSchema.parse(result).tree, {description: tree.description, commit: tree.baseCommit, sha256: tree.sha256, passedOver: tree.passedOver});
});

t.test('a series that was fetched has the hash of its mails', async t => {
	const result = makeResult(makeFacts({series: {...makeFacts().series, source: 'v5-0@example.org', sha256: 'b'.repeat(64)}}));
	t.match(resultSchema.parse(result).series, {source: 'v5-0@example.org', sha256: 'b'.repeat(64), patch: 2});
});

t.test('a run with random checks says how they are repeated', async t => {
	const plan = planRun({target: sampleTarget, allChecks: ['fuzz/ring'], request: {checks: [], fuzz: {seed: 7, ops: 100}}});
	const result = makeResult(makeFacts({plan}));
	t.strictSame(resultSchema.parse(result), result);
	t.match(result, {seed: 7, fuzzOps: 100});
	t.notOk('seed' in makeResult(makeFacts()));
});

t.test('what a bench ran with and how long its IOs took stand beside its numbers', async t => {
	const [plain, polled] = makeReport().measurements;
	const parameters = {engine: 'libaio', qd: 32};
	const measurements = [{...plain!, parameters, lat_buckets_ns: [[131_071, 1500], [253_951, 500]] as Array<[number, number]>}, polled!];
	const result = resultSchema.parse(makeResult(makeFacts({boot: makeBoot({report: makeReport({measurements})})})));
	t.strictSame(result.parameters, [{bench: plainBench, parameters}]);
	t.strictSame(result.latencies, [{bench: plainBench, buckets: [[131_071, 1500], [253_951, 500]]}]);
	const without = makeResult(makeFacts());
	t.notOk('parameters' in without || 'latencies' in without, 'a program that does not say so');
});

t.test('a patch that does not apply: untestable, with file and hunk', async t => {
	const result = makeResult(makeFactsWithoutBoot({applied: conflict}));
	t.strictSame(resultSchema.parse(result), result);
	t.match(result, {outcome: 'untestable', summary: 'patch 2 (0002-aio-add-rings.patch) does not apply to fs/aio.c', checks: [], measurements: []});
	t.match(result.series, {patch: 2, total: 2, conflict: {patch: '0002-aio-add-rings.patch', file: 'fs/aio.c', hunk: /^@@ -1,2/, gitWords: /patch failed/}});
	t.notOk('hash' in result.series);
	t.notOk('build' in result || 'boot' in result);
	t.equal(makeResult(makeFactsWithoutBoot({applied: {...conflict, file: '', hunk: ''}})).summary, 'patch 2 (0002-aio-add-rings.patch) does not apply');
});

t.test('a kernel that does not compile: untestable, with the compiler\'s lines', async t => {
	const result = makeResult(makeFactsWithoutBoot({kernel: compileError}));
	t.strictSame(resultSchema.parse(result), result);
	t.match(result, {outcome: 'untestable', summary: 'the kernel does not compile', build: {outcome: 'compile-error', errors: [/error: expected/, String, String]}});
});

t.test('a boot that failed: fail, unless QEMU itself did', async t => {
	for (const outcome of ['panic', 'oops', 'hang', 'timeout', 'power-off', 'no-plan'] as const) {
		t.strictSame(judge(makeBoot({outcome, reason: 'as it ended'})), {outcome: 'fail', summary: `${outcome}: as it ended`});
	}
	t.strictSame(judge(makeBoot({outcome: 'qemu-failed', reason: 'QEMU ended'})), {outcome: 'broken', summary: 'QEMU ended'});
	t.strictSame(makeResult(makeFactsWithoutBoot({kernel: makeFacts().kernel!})).outcome, 'broken', 'a kernel that was never booted is nobody\'s pass');
});

t.test('coverage: its sums, and a failure below the bar', async t => {
	const coverage = makeCoverage();
	const result = makeResult(makeFacts({coverage: {...coverage, percentMin: 60}}));
	t.strictSame(resultSchema.parse(result), result);
	t.match(result, {outcome: 'pass', summary: '3 checks passed, 2 benches measured, 3 of 5 added lines executed', coverage: {executable: 5, executed: 3, excepted: 1, percent: 60}});
	t.strictSame(judge(makeBoot(), {coverage}), {outcome: 'fail', summary: '3 of 5 added lines executed, 95 % are wanted'});
	t.notOk('coverage' in makeResult(makeFacts()));
});

t.test('a check that did not pass: fail, by name', async t => {
	for (const outcome of ['fail', 'timeout'] as const) {
		t.strictSame(judge(makeBoot({report: withEntries(makeEntry('ring/write', outcome))})), {outcome: 'fail', summary: '1 of 3 checks failed: ring/write'});
	}
	const report = makeReport();
	t.strictSame(judge(makeBoot({report: {...report, entries: report.entries.slice(1)}})), {outcome: 'fail', summary: '1 of 3 checks failed: ring/read'}, 'a missing one too');
});

t.test('a skip: fail on the complete series only', async t => {
	const boot = makeBoot({report: withEntries(makeEntry('ring/write', 'skip', 'no such call'))});
	t.match(judge(boot), {outcome: 'fail'});
	t.strictSame(judge(boot, {applied: {...sampleApplied, applied: 1, whole: false}}), {outcome: 'pass', summary: '2 checks passed, 1 skipped, 2 benches measured'});
	t.match(judge(boot, {applied: {...sampleApplied, applied: 0, total: 0, lastSubject: undefined}}), {outcome: 'pass'}, 'no series at all is not a complete one');
	t.match(judge(boot, {target: {...sampleTarget, checks: {...sampleTarget.checks, maySkip: ['ring/*']}}}), {outcome: 'pass'});
});

t.test('a bench without a number: fail', async t => {
	const {devices} = makeReport();
	t.match(judge(makeBoot({report: makeReport({devices: devices.map(device => ({...device, pollQueues: 0}))})})), {
		outcome: 'fail', summary: `1 benches gave no number: ${polledBench}.iops: nvme was granted no poll queue`,
	});
	t.match(judge(makeBoot({report: withEntries(makeEntry(`bench/${plainBench}`, 'skip', 'none'))}), {applied: {...sampleApplied, whole: false}}), {outcome: 'pass'});
});

t.test('a kernel warning fails the run wherever it came', async t => {
	const splat = {kind: 'warning', line: 'WARNING: at x', entry: undefined} as const;
	t.strictSame(judge(makeBoot({splats: [splat]})), {outcome: 'fail', summary: 'the kernel complained: WARNING: at x'});
	t.match(judge(makeBoot({splats: [{...splat, entry: `bench/${plainBench}`}]})), {outcome: 'fail', summary: 'the kernel complained: WARNING: at x'});
	t.match(judge(makeBoot({splats: [{...splat, entry: 'ring/read'}]})), {outcome: 'fail', summary: '1 of 3 checks failed: ring/read'});
});

t.test('a guest that broke the protocol is not trusted', async t => {
	t.strictSame(judge(makeBoot({report: makeReport({problems: ['a second plan: 1..1']})})), {
		outcome: 'fail', summary: 'the guest\'s report is not to be trusted: a second plan: 1..1',
	});
});

t.test('a program of the user\'s: its exit status is the verdict', async t => {
	const plan = {checks: [], benches: [], exec: {argv: ['fio', '--version'], files: [], timeoutMs: 5000}};
	const run = (exec: {status: number; signal: number; timedOut: boolean} | undefined): {outcome: string; summary: string} =>
		judge(makeBoot({report: makeReport({entries: [makeEntry('exec')], measurements: [], exec: exec && {type: 'exec', ...exec}})}), {plan});
	t.strictSame(run({status: 0, signal: 0, timedOut: false}), {outcome: 'pass', summary: 'exit status 0'});
	t.strictSame(run({status: 3, signal: 0, timedOut: false}), {outcome: 'fail', summary: 'exit status 3'});
	t.strictSame(run({status: 0, signal: 11, timedOut: false}), {outcome: 'fail', summary: 'killed by signal 11'});
	t.strictSame(run({status: 0, signal: 9, timedOut: true}), {outcome: 'fail', summary: 'the program was ended after 5 s'});
	t.strictSame(run(undefined), {outcome: 'fail', summary: 'the program left no exit status'});
	const {exec} = makeResult(makeFacts({plan, boot: makeBoot({report: makeReport({exec: {type: 'exec', status: 3, signal: 0, timedOut: false}})})}));
	t.strictSame(exec, {argv: ['fio', '--version'], status: 3, signal: 0, timedOut: false});
});

t.test('nothing planned and nothing wrong: booted', async t => {
	t.strictSame(judge(makeBoot({report: makeReport({entries: [], measurements: []})}), {plan: {checks: [], benches: []}}), {outcome: 'pass', summary: 'booted'});
});

t.test('a device without poll queues, or with larger blocks, lets checks skip; any other does not', async t => {
	const skipped = makeBoot({report: withEntries(makeEntry('ring/read', 'skip', 'no poll queue'))});
	const judge = (nvme: Partial<NvmeShape>): string => makeResult(makeFacts({boot: skipped, machine: {cpus: 2, memoryMiB: 512, timeScale: 1, nvme: {...usualNvme, ...nvme}, append: 'quiet', qemuArgs: []}})).outcome;
	t.strictSame([{pollQueues: 0}, {lbaBytes: 4096} as const].map(judge), ['pass', 'pass']);
	t.strictSame([{}, {count: 2}, {sizeMiB: 512}, {queues: 1}].map(judge), ['fail', 'fail', 'fail', 'fail']);
	t.match(makeResult(makeFacts({machine: {cpus: 2, memoryMiB: 512, timeScale: 1, nvme: usualNvme, append: 'quiet', qemuArgs: []}})).machine, {cpus: 2, nvme: usualNvme, append: 'quiet'});
});
