import t from 'tap';
import type {Boot} from '../../harness/boot/boot.js';
import {judgeChecks} from '../../harness/result/judge-checks.js';
import type {CheckResult} from '../../harness/result/result-schema.js';
import {makeBoot, makeEntry, makeReport, sampleChecks, withEntries} from './sample.js';

const planned = sampleChecks.map(name => ({name, timeoutMs: 1000}));

function judge(boot: Boot, maySkip?: readonly string[]): CheckResult[] {
	return judgeChecks({planned, boot, maySkip});
}

const outcomes = (results: readonly CheckResult[]): readonly string[] => results.map(({outcome}) => outcome);

t.test('a verdict per planned check, in plan order', async t => {
	const report = makeReport();
	const results = judge(makeBoot({report: {...report, entries: [...report.entries, makeEntry('not/planned')].reverse()}}));
	t.strictSame(results.map(({name}) => name), sampleChecks);
	t.strictSame(results[0], {name: 'ring/read', outcome: 'pass', reason: '', durationMs: 7, kernelWarnings: [], output: []});
});

t.test('what the guest says is kept, with the output of what did not pass', async t => {
	const results = judge(makeBoot({report: withEntries(makeEntry('ring/read', 'fail', 'got 3, wanted 4'), makeEntry('ring/write', 'timeout'))}));
	t.match(results[0], {outcome: 'fail', reason: 'got 3, wanted 4', output: ['doing it', 'got 3, wanted 4']});
	t.match(results[1], {outcome: 'timeout'});
	t.match(results[2], {outcome: 'pass', output: []});
});

t.test('a skip on the complete series is a failure, unless the target allows it', async t => {
	const boot = makeBoot({report: withEntries(makeEntry('ring/read', 'skip', 'no such call'), makeEntry('setup/plain', 'skip', 'no NUMA'))});
	t.strictSame(outcomes(judge(boot)), ['skip', 'pass', 'skip'], 'a prefix may skip');
	const results = judge(boot, []);
	t.strictSame(outcomes(results), ['fail', 'pass', 'fail']);
	t.equal(results[0]!.reason, 'skipped although the whole series is applied: no such call');
	t.strictSame(outcomes(judge(boot, ['setup/*'])), ['fail', 'pass', 'skip']);
	t.strictSame(outcomes(judge(boot, ['**'])), ['skip', 'pass', 'skip']);
	t.strictSame(outcomes(judgeChecks({planned, boot, maySkip: ['**'], mustRun: ['ring/*', 'iopoll/*']})), ['fail', 'pass', 'skip'], 'except where it is what the variant is for');
	t.strictSame(outcomes(judgeChecks({planned, boot, maySkip: undefined, mustRun: ['**']})), ['skip', 'pass', 'skip'], 'and a prefix may skip there too');
});

t.test('a check during which the kernel complained has failed', async t => {
	const splat = {kind: 'warning', line: 'WARNING: CPU: 0 PID: 1 at fs/aio.c:1', entry: 'ring/read'} as const;
	const [read, write] = judge(makeBoot({splats: [splat, {...splat, entry: undefined}]}));
	t.match(read, {outcome: 'fail', reason: 'the kernel complained: WARNING: CPU: 0 PID: 1 at fs/aio.c:1', kernelWarnings: [splat.line]});
	t.match(write, {outcome: 'pass', kernelWarnings: []});
	const [skipped] = judge(makeBoot({splats: [splat], report: withEntries(makeEntry('ring/read', 'skip'))}));
	t.equal(skipped!.outcome, 'fail', 'a skip too');
	const [hung] = judge(makeBoot({splats: [splat], report: withEntries(makeEntry('ring/read', 'timeout'))}));
	t.match(hung, {outcome: 'timeout', kernelWarnings: [splat.line]}, 'a time-out stays one');
});

t.test('the check that was running when the boot ended has the boot\'s verdict, later ones never ran', async t => {
	const report = makeReport({entries: [makeEntry('ring/read')], running: 'ring/write', done: false});
	const cases = [['panic', 'panic'], ['oops', 'panic'], ['hang', 'timeout'], ['timeout', 'timeout'], ['power-off', 'broken'], ['qemu-failed', 'broken']] as const;
	for (const [outcome, verdict] of cases) {
		const results = judge(makeBoot({outcome, reason: 'as it ended', entry: 'ring/write', report}), []);
		t.strictSame(outcomes(results), ['pass', verdict, 'broken'], outcome);
		t.equal(results[1]!.reason, 'as it ended');
		t.equal(results[2]!.reason, `not run: ${outcome} earlier`);
	}
});

t.test('a check that the guest passed over is broken', async t => {
	const report = makeReport();
	const results = judge(makeBoot({report: {...report, entries: report.entries.slice(1)}}));
	t.match(results[0], {outcome: 'broken', reason: 'the guest gave no result'});
	t.strictSame(outcomes(judge(makeBoot({outcome: 'no-plan', report: makeReport({entries: []})}))), ['broken', 'broken', 'broken']);
});
