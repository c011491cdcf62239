import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeResult} from '../../harness/result/describe-result.js';
import {planRun} from '../../harness/plan/plan.js';
import {makeResult, type RunFacts} from '../../harness/result/make-result.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {usualNvme} from '../../harness/boot/nvme-shape.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, makeReport, polledBench, sampleApplied, sampleTarget, withEntries} from './sample.js';

const describe = (facts: RunFacts, verbose = false): string =>
	stripVTControlCharacters(describeResult(makeResult(facts), {verbose, runDir: 'results/sample/1'}));

t.test('a run that went well', async t => t.matchSnapshot(describe(makeFacts())));

t.test('the same, every check a row', async t => t.matchSnapshot(describe(makeFacts(), true)));

t.test('a failed check with its output, groups that passed or were skipped in one row', async t => {
	const report = withEntries(makeEntry('ring/write', 'fail', 'wrote 3, wanted 4'), makeEntry('setup/plain', 'skip', 'no such call'));
	t.matchSnapshot(describe(makeFacts({boot: makeBoot({report}), applied: {...sampleApplied, whole: false}})));
});

t.test('a panic in mid-plan, with the last lines of the console', async t => {
	const report = makeReport({entries: [makeEntry('ring/read')], measurements: [], running: 'ring/write', done: false});
	const reason = 'Kernel panic - not syncing: here during ring/write';
	t.matchSnapshot(describe(makeFacts({boot: makeBoot({outcome: 'panic', reason, entry: 'ring/write', report, consoleTail: ['kernel-test: start ring/write', 'Kernel panic - not syncing: here']})})));
});

t.test('a patch that does not apply', async t => t.matchSnapshot(describe(makeFactsWithoutBoot({applied: conflict}))));

t.test('a kernel that does not compile', async t => t.matchSnapshot(describe(makeFactsWithoutBoot({kernel: compileError}))));

t.test('a polled bench without a poll queue, and a guest that broke the protocol', async t => {
	const devices = makeReport().devices.map(device => ({...device, pollQueues: 0}));
	const text = describe(makeFacts({boot: makeBoot({accel: 'kvm', report: makeReport({devices, problems: ['a second plan: 1..1']})})}));
	t.match(text, new RegExp(`${polledBench.replaceAll('.', '\\.')} +broken +nvme was granted no poll queue`));
	t.match(text, /^poll queues +nvme0n1: 0, nullb0: 0$/m);
	t.match(text, /^in the guest's report:\n {2}a second plan: 1\.\.1$/m);
	t.notMatch(text, /Emulated/, 'KVM numbers carry no warning');
});

t.test('counted benches: work and waiting, by function when asked', async t => {
	const plan = planRun({target: sampleTarget, allChecks: [], request: {benches: [], countInstructions: true}});
	const counted = [{name: polledBench, functions: [{name: 'aio_read', instructions: 10_000_000}, {name: 'nvme_poll', instructions: 123_456}, {name: 'rare', instructions: 1}]}];
	const target = {...sampleTarget, waiting: ['nvme_poll']};
	t.matchSnapshot(describe(makeFacts({plan, counted, target})));
	t.matchSnapshot(describe(makeFacts({plan, counted, target}), true));
});

t.test('random checks: how they are repeated', async t => {
	const plan = planRun({target: sampleTarget, allChecks: ['fuzz/ring'], request: {checks: [], fuzz: {seed: 7, ops: 100}}});
	t.match(describe(makeFacts({plan})), /^fuzz +--seed 7 --fuzz-ops 100$/m);
});

t.test('nothing ends in blanks', async t => {
	for (const line of describe(makeFacts(), true).split('\n')) t.equal(line, line.trimEnd());
});

t.test('what differs from the usual machine, tree and guests has a line each', async t => {
	const result: RunResult = {
		...makeResult(makeFacts()), machine: {cpus: 1, memoryMiB: 512, nvme: {...usualNvme, lbaBytes: 4096}, append: 'quiet', qemuArgs: ['-m', '2 G']},
		tree: {...makeResult(makeFacts()).tree, passedOver: [{source: 'https://a.example/linux v5.0', reason: 'cannot reach https://a.example/linux'}, {source: 'b', reason: 'not tried'}]},
	};
	const text = stripVTControlCharacters(describeResult({...result, boot: {...result.boot!, guests: 2, devices: []}, build: {...result.build!, cached: true, warnings: ['w']}}, {verbose: false, runDir: undefined}));
	for (const line of [/^passed over +cannot reach https:\/\/a\.example\/linux\npassed over +b: not tried$/m, /^NVMe +.*4096/m, /^append +quiet$/m, /^QEMU args +-m '2 G'$/m, /^build +built \(unchanged\), gcc.*, 1 warning lines$/m, /^boot .*, 2 guests side by side, /m, /^poll queues +1$/m]) t.match(text, line);
	t.notMatch(text, 'files:');
});
