import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type {MetricComparison} from '../../harness/compare/comparison.js';
import {isMachineNoise, judgeCheckAgain, judgeCountAgain, judgeTimeAgain} from '../../harness/nightly/judge-again.js';
import type {JobResult, Night, NightMetric, Suspicion} from '../../harness/nightly/night.js';
import {resultSchema, type RunResult} from '../../harness/result/result-schema.js';
import {projectDir} from '../support.js';

const run = resultSchema.parse(JSON.parse(await readFile(path.join(projectDir, 'test/fixtures/report/run.json'), 'utf8')));
const check = (name: string, outcome: RunResult['checks'][number]['outcome']): RunResult['checks'][number] => ({name, outcome, reason: '', durationMs: 1, kernelWarnings: [], output: []});
const boot = (outcome: RunResult['outcome'], ...checks: RunResult['checks']): RunResult => ({...run, outcome, checks});

const name = 'null.ring.randread.4k.qd32.work_insns_per_io';
const suspicion: Extract<Suspicion, {kind: 'metric'}> = {kind: 'metric', job: 'a/default/counts', name, exact: true, base: {nightId: '1', value: 100, runId: 'r1'}};
const metric: NightMetric = {name, unit: 'insns/io', better: 'lower', samples: [101], exact: true, value: 101, fingerprint: 'f'};
const compared = (verdict: MetricComparison['verdict']): MetricComparison => ({name, unit: 'insns/io', verdict, base: 100, head: 101, sentence: `${verdict}: +1`});

t.test('a check is confirmed when it fails in one more boot; a job without one when the boot fails', async t => {
	const of = (name: string): Suspicion => ({kind: 'check', job: 'a/default/checks', name});
	t.match(judgeCheckAgain(of('io/a'), [boot('pass', check('io/a', 'pass')), boot('fail', check('io/a', 'timeout'))]), {outcome: 'confirmed', sentence: 'failed in 1 of 2 more boots'});
	t.match(judgeCheckAgain(of('io/a'), [boot('fail', check('io/a', 'pass'), check('io/b', 'fail')), boot('pass', check('io/a', 'skip'))]), {outcome: 'refuted'});
	t.match(judgeCheckAgain(of(''), [boot('fail'), boot('pass')]), {outcome: 'confirmed'});
	t.match(judgeCheckAgain(of(''), [boot('pass'), boot('pass')]), {outcome: 'refuted'});
});

t.test('a count has to come out again, and to be worse function by function', async t => {
	t.match(judgeCountAgain(suspicion, {metric, counted: 101, against: compared('worse')}), {outcome: 'confirmed', sentence: 'counted again, the same; worse: +1'});
	t.match(judgeCountAgain(suspicion, {metric, counted: 101, against: undefined}), {outcome: 'confirmed'});
	t.match(judgeCountAgain(suspicion, {metric, counted: 101, against: compared('same')}), {outcome: 'refuted'}, 'all that changed is where chance decides');
	t.match(judgeCountAgain(suspicion, {metric, counted: 100, against: compared('worse')}), {outcome: 'refuted', sentence: 'counted again it is 100, and not 101'});
	t.match(judgeCountAgain(suspicion, {metric, counted: undefined, against: undefined}), {outcome: 'unknown'});
	t.match(judgeCountAgain({...suspicion, base: {...suspicion.base, value: 102}}, {metric, counted: 101, against: compared('better')}), {outcome: 'confirmed'}, 'good news too');
});

t.test('a time is confirmed by boots in turn, in the direction that was suspected', async t => {
	const rate: NightMetric = {...metric, unit: 'io/s', better: 'higher', exact: false, value: 90};
	t.match(judgeTimeAgain(suspicion, rate, compared('worse')), {outcome: 'confirmed', sentence: 'booted in turn: worse: +1'});
	t.match(judgeTimeAgain(suspicion, rate, compared('same')), {outcome: 'refuted'});
	t.match(judgeTimeAgain(suspicion, rate, compared('better')), {outcome: 'refuted'});
	t.match(judgeTimeAgain(suspicion, rate, undefined), {outcome: 'unknown'});
});

t.test('of the same kernel and the same programs a difference is the machine\'s', async t => {
	const result = (kernel: string, fingerprint = 'f'): JobResult => ({
		job: {id: suspicion.job, target: 'a', variant: 'default', kind: 'iops'}, outcome: 'pass', reason: '', runIds: ['r'], durationMs: 1, checks: [], metrics: [{...metric, fingerprint}],
		subject: {tree: 't', commit: 'c', seriesHash: 's', patches: 1, lastSubject: '', kernel},
	});
	const history = (job: JobResult, nightId = '1'): Night[] => [{schemaVersion: 1, nightId, startedAt: '2026-03-02T01:00:00.000Z', durationMs: 1, configHash: 'c', starts: 1, jobs: [job], findings: [], exitCode: 0, summary: ''}];
	t.equal(isMachineNoise(suspicion, result('k'), history(result('k'))), true);
	t.equal(isMachineNoise(suspicion, result('k'), history(result('l'))), false);
	t.equal(isMachineNoise(suspicion, result('k'), history(result('k', 'g'))), false);
	t.equal(isMachineNoise(suspicion, result('k'), history(result('k'), '0')), false, 'a night that is not kept');
});
