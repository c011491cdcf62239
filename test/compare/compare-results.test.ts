import t from 'tap';
import {compareResults} from '../../harness/compare/compare-results.js';
import {makeFingerprint} from '../../harness/result/fingerprint.js';
import {makeResult} from '../../harness/result/make-result.js';
import type {BenchCounts, RunResult} from '../../harness/result/result-schema.js';
import {makeFacts} from '../result/sample.js';

const counts: BenchCounts = {
	bench: 'null.ring.randread.4k.qd1', ios: 10,
	functions: [{name: 'aio_read', kind: 'work', instructions: 800, insnsPerIo: 80}],
};
const facts = makeFacts({benchHash: 'b1'});
const fingerprint = makeFingerprint(facts)!;
const timed: RunResult = makeResult(facts);
const makeCounted = (instructions: number, compiler = 'gcc 12'): RunResult => ({
	...timed, measurements: [], counts: [{...counts, functions: [{...counts.functions[0]!, instructions}]}],
	fingerprint: {hash: `0123456789abcde${compiler === 'gcc 12' ? 'f' : '0'}`, parts: {measured: 'instructions', compiler}},
});
const compare = (base: readonly RunResult[], head: readonly RunResult[], benches: readonly string[] = []) =>
	compareResults({base: {name: 'base', results: base}, head: {name: 'head', results: head}, chance: [], thresholdPct: 0.02, benches});

t.test('a metric that became worse fails the comparison', async t => {
	t.match(compare([makeCounted(800)], [makeCounted(810)]), {outcome: 'fail', summary: /^1 of 1 metrics became worse: null\.ring.* most in aio_read/, base: {boots: 1}});
	t.match(compare([makeCounted(800)], [makeCounted(800)]), {outcome: 'pass', summary: 'no metric became worse: 1 the same'});
});

t.test('another compiler: shown, and not judged', async t => {
	const comparison = compare([makeCounted(800)], [makeCounted(810, 'gcc 13')]);
	t.strictSame(comparison.differences, ['compiler: gcc 12 and gcc 13']);
	t.match(comparison, {outcome: 'pass', metrics: [{verdict: 'unsure', sentence: /^cannot tell, measured differently/}]});
});

t.test('samples of all boots are gathered, counts and times side by side', async t => {
	const {metrics, base} = compare([makeCounted(800), ...Array.from({length: 9}, () => timed)], [makeCounted(800), ...Array.from({length: 9}, () => timed)]);
	t.equal(base.boots, 10);
	const iops = metrics.find(({name}) => name.endsWith('.iops'))!;
	t.equal(iops.verdict, 'same', iops.sentence);
	t.ok(metrics.some(({name}) => name.endsWith('.work_insns_per_io')));
	t.equal(metrics.length, 1 + timed.measurements.length);
	t.strictSame(fingerprint.parts['measured'], 'time');
});

t.test('sides without a common metric say so', async t => {
	t.equal(compare([makeCounted(800)], [timed]).summary, 'the sides share no metric');
});

t.test('of what was counted only what is asked for is shown', async t => {
	t.equal(compare([makeCounted(800)], [makeCounted(810)], ['null.*']).metrics.length, 1);
	t.match(compare([makeCounted(800)], [makeCounted(810)], ['nvme.*']), {outcome: 'pass', metrics: []});
});

t.test('the sides by name, each bench with its own, and all that cannot be told', async t => {
	const other = (result: RunResult): RunResult => ({...result, counts: [{...counts, bench: 'null.other.randread.4k.qd1'}, ...result.counts!]});
	const comparison = compare([other(makeCounted(800))], [other(makeCounted(810))], ['null.ring.randread.4k.qd1']);
	t.match(comparison, {target: timed.target, base: {name: 'base', boots: 1}, head: {name: 'head', boots: 1}, metrics: [{name: /^null\.ring\./, verdict: 'worse'}]});
	t.equal(comparison.metrics.length, 1);
	t.match(compare([other(makeCounted(800))], [other(makeCounted(700))]).summary, 'no metric became worse: 1 better, 1 the same');
	t.match(compare([], []), {target: '', summary: 'the sides share no metric'});
	const counted = {...timed, measurements: [{...timed.measurements[0]!, unit: 'insns/io' as const}]};
	t.strictSame(compare([counted], [counted]).metrics, [], 'instructions are no samples');
	t.strictSame(compare([timed], [{...timed, measurements: []}]).metrics, []);
});
