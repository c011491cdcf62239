// What a night's judgement comes to: whom it suspects, what it tells, and what it carries on from the nights before.
import t from 'tap';
import {concludeNight, judgeNight} from '../../harness/nightly/judge-night.js';
import type {Confirmation, Finding, JobResult, Night} from '../../harness/nightly/night.js';
import type {Baseline} from '../../harness/store/baselines.js';
import {makeCheck, makeCount, makeJob, makeNight} from './nights.js';

const job = 'debian-6.1/default/checks';
const count = makeCount(100).name;

interface Judgement {
	readonly suspicions: readonly string[];
	readonly findings: readonly string[];
}

/** Judges a night of one job after others of it. */
function judge(result: JobResult, history: readonly Night[] = [], {confirmations = [], baselines = []}: {readonly confirmations?: readonly Confirmation[]; readonly baselines?: readonly Baseline[]} = {}): Judgement {
	const input = {night: {nightId: 'n9', jobs: [result]}, history, baselines};
	return {
		suspicions: judgeNight(input).suspicions.map(({kind, name}) => `${kind} ${name}`),
		findings: concludeNight({...input, confirmations}).map(({kind, name, since}) => `${kind} ${name} since ${since}`),
	};
}

/** A night that was judged, of one job. */
function night(nightId: string, result: JobResult, findings: ReadonlyArray<Partial<Finding>> = []): Night {
	return makeNight(nightId, {jobs: [result], findings: findings.map(finding => ({kind: 'check-failed', job, name: '', sentence: 'said', since: nightId, ...finding}))});
}

function baseline(value: number, hash = 'f1', target = 'debian-6.1'): Baseline {
	return {mbox: '', result: {runId: 'accepted', target, fingerprint: {hash, parts: {}}, measurements: [{name: count, value}]} as unknown as Baseline['result']};
}

t.test('a check that failed once is suspected, and told when it failed in every run', async t => {
	t.strictSame(judge(makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail']), makeCheck('a/c', ['pass']), makeCheck('a/d', ['skip'])]})).suspicions, ['check a/b']);
	const again = judge(makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'timeout'])]}));
	t.strictSame(again, {suspicions: [], findings: ['check-failed a/b since n9']});
});

t.test('one that fails and then passes unchanged is flaky, with its rate', async t => {
	const input = {night: {nightId: 'n9', jobs: [makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'pass', 'pass'])]})]}, history: [
		night('n8', makeJob({checks: [makeCheck('a/b', ['pass'])]})), night('n7', makeJob({kernel: 'other', checks: [makeCheck('a/b', ['fail', 'fail'])]})),
	], baselines: []};
	const [finding] = concludeNight({...input, confirmations: []});
	t.match(finding, {kind: 'check-flaky', name: 'a/b', rate: {failed: 1, runs: 4}, sentence: 'failed 1 of 4 runs of the same kernel: expected 1, got 2'});
});

t.test('a flaky check stays listed while the kernel is the same, and does not become an alarm by failing as often as it does', async t => {
	const flaky = [night('n8', makeJob({checks: [makeCheck('a/b', ['fail', 'pass'])]}), [{kind: 'check-flaky', name: 'a/b', since: 'n5'}])];
	t.strictSame(judge(makeJob({checks: [makeCheck('a/b', ['pass'])]}), flaky).findings, ['check-flaky a/b since n5']);
	t.strictSame(judge(makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'fail'])]}), flaky).findings, ['check-flaky a/b since n5']);
	t.strictSame(judge(makeJob({kernel: 'k2', checks: [makeCheck('a/b', ['pass'])]}), flaky).findings, []);
});

t.test('one that passed thirty nights and fails three times in a row has failed', async t => {
	const history = Array.from({length: 30}, (_, index) => night(`m${30 - index}`, makeJob({checks: [makeCheck('a/b', ['pass'])]})));
	t.strictSame(judge(makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'fail', 'fail'])]}), history).findings, ['check-failed a/b since n9']);
});

t.test('what failed last night is carried on: since then, with its guilt, without another run', async t => {
	const guilt = {sentence: 'patch 7', patch: 7, functions: [], reproduce: []};
	const history = [night('n8', makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'fail'])]}), [{name: 'a/b', since: 'n5', guilt}])];
	const result = makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail'])]});
	t.strictSame(judge(result, history), {suspicions: [], findings: ['check-failed a/b since n5']});
	t.strictSame(concludeNight({night: {nightId: 'n9', jobs: [result]}, history, baselines: [], confirmations: []})[0]!.guilt, guilt);
	const other = {...result, subject: {...result.subject!, kernel: 'k2'}};
	t.strictSame(judge(other, history), {suspicions: ['check a/b'], findings: ['check-failed a/b since n5']}, 'another kernel is run again');
	t.notOk(concludeNight({night: {nightId: 'n9', jobs: [other]}, history, baselines: [], confirmations: []})[0]!.guilt);
	const unfinished = makeNight('n8b', {jobs: [makeJob({outcome: 'not-run'})]});
	t.strictSame(judge(result, [unfinished, ...history]).findings, ['check-failed a/b since n5'], 'a night without the job is no gap');
});

t.test('one that passes again has been mended by another kernel, and is flaky with the same', async t => {
	const history = [night('n8', makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'fail'])]}), [{name: 'a/b', since: 'n5'}])];
	t.strictSame(judge(makeJob({kernel: 'k2', checks: [makeCheck('a/b', ['pass'])]}), history).findings, ['check-mended a/b since n9']);
	t.strictSame(judge(makeJob({checks: [makeCheck('a/b', ['pass'])]}), history).findings, ['check-flaky a/b since n5']);
});

t.test('a job that fails without a check is run again, too', async t => {
	const result = makeJob({outcome: 'fail', reason: 'panic before init'});
	t.strictSame(judge(result), {suspicions: ['check '], findings: ['check-failed  since n9']});
	t.strictSame(judge(result, [], {confirmations: [{suspicion: {kind: 'check', job, name: ''}, outcome: 'refuted', sentence: 'came up'}]}).findings, ['check-flaky  since n9']);
	t.strictSame(judge(makeJob({kernel: 'k2'}), [night('n8', result, [{}])]).findings, ['check-mended  since n9']);
});

t.test('one instruction more than the last night of another kernel is told when it is confirmed', async t => {
	const history = [night('n8', makeJob({metrics: [makeCount(2292.74)]}))];
	const result = makeJob({kernel: 'k2', metrics: [makeCount(2293.74)]});
	t.strictSame(judge(result, history), {suspicions: [`metric ${count}`], findings: []});
	const [suspicion] = judgeNight({night: {nightId: 'n9', jobs: [result]}, history, baselines: []}).suspicions;
	const confirmations: readonly Confirmation[] = [{suspicion: suspicion!, outcome: 'confirmed', sentence: 'and again +1'}];
	const [finding] = concludeNight({night: {nightId: 'n9', jobs: [result]}, history, baselines: [], confirmations});
	t.match(finding, {kind: 'metric-worse', since: 'n9', sentence: '+1 insns/io (+0.04 %) against the night n8; and again +1', change: {base: 2292.74, head: 2293.74, unit: 'insns/io', baseNight: 'n8'}});
	t.strictSame(judge(result, history, {confirmations: [{...confirmations[0]!, outcome: 'unknown'}]}).findings, []);
	t.strictSame(judge(makeJob({metrics: [makeCount(2293.74)]}), history), {suspicions: [], findings: []}, 'the same kernel cannot have become worse');
	t.strictSame(judge(makeJob({kernel: 'k2', metrics: [makeCount(2292.74 * 1.0001)]}), history).suspicions, [], 'the threshold of compare');
	t.strictSame(judge(makeJob({kernel: 'k2', metrics: [makeCount(2293.74, {fingerprint: 'f2'})]}), history).suspicions, [], 'measured with something else');
});

t.test('the baseline goes before the last night', async t => {
	const history = [night('n8', makeJob({metrics: [makeCount(101)]}))];
	const result = makeJob({kernel: 'k2', metrics: [makeCount(101)]});
	const suspect = (baselines: readonly Baseline[]) => judgeNight({night: {nightId: 'n9', jobs: [result]}, history, baselines}).suspicions;
	t.match(suspect([baseline(100)]), [{exact: true, base: {nightId: 'baseline', value: 100, runId: 'accepted'}}]);
	t.strictSame(suspect([baseline(100, 'f2')]), [], 'of another fingerprint');
	t.strictSame(suspect([baseline(100, 'f1', 'linux-5.0')]), [], 'of another target');
	t.strictSame(suspect([baseline(101), baseline(100)]), [], 'the last accepted');
});

t.test('what is worse stays so until the number is back or accepted; what is better is told once', async t => {
	const change = {base: 100, head: 101, unit: 'insns/io', baseNight: 'n4'};
	const guilt = {sentence: 'patch 7', patch: 7, functions: [], reproduce: []};
	const history = [night('n8', makeJob({kernel: 'k2', metrics: [makeCount(101)]}), [{kind: 'metric-worse', name: count, since: 'n5', change, guilt}]), night('n4', makeJob({metrics: [makeCount(100)]}))];
	const next = (kernel: string, value: number, baselines: readonly Baseline[] = []): Judgement => judge(makeJob({kernel, metrics: [makeCount(value)]}), history, {baselines});
	t.strictSame(next('k2', 101), {suspicions: [], findings: [`metric-worse ${count} since n5`]});
	t.strictSame(next('k3', 101), {suspicions: [], findings: [`metric-worse ${count} since n5`]}, 'another kernel with the same number');
	t.strictSame(next('k3', 102), {suspicions: [`metric ${count}`], findings: []}, 'more still is another finding');
	t.strictSame(next('k3', 100), {suspicions: [], findings: []});
	t.strictSame(next('k3', 101, [baseline(101)]), {suspicions: [], findings: []});
	const fewer = [night('n8', makeJob({kernel: 'k2', metrics: [makeCount(99)]}), [{kind: 'metric-better', name: count, change: {...change, head: 99}}]), night('n4', makeJob({metrics: [makeCount(100)]}))];
	t.strictSame(judge(makeJob({kernel: 'k2', metrics: [makeCount(99)]}), fewer), {suspicions: [], findings: []});
});

t.test('what was suspected and found no time to be run again is suspected the next night', async t => {
	const history = [night('n8', makeJob({kernel: 'k2', metrics: [makeCount(101)]})), night('n7', makeJob({metrics: [makeCount(100)]}))];
	t.strictSame(judge(makeJob({kernel: 'k2', metrics: [makeCount(101)]}), history).suspicions, [`metric ${count}`]);
});

t.test('what was not tested is listed, with the first night of it', async t => {
	const result = makeJob({outcome: 'missing', reason: 'the server says 503'});
	const [finding] = concludeNight({night: {nightId: 'n9', jobs: [result]}, history: [night('n8', result, [{kind: 'not-tested', since: 'n6'}])], baselines: [], confirmations: []});
	t.match(finding, {kind: 'not-tested', since: 'n6', sentence: 'could not be fetched: the server says 503'});
});

t.test('what got worse stands first', async t => {
	const result = makeJob({outcome: 'fail', checks: [makeCheck('a/b', ['fail', 'pass']), makeCheck('a/c', ['fail', 'fail'])]});
	t.strictSame(judge(result).findings, ['check-failed a/c since n9', 'check-flaky a/b since n9']);
});
