import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {addOutcomes, makeEmptyResult, makeJobResult} from '../../harness/nightly/make-job-result.js';
import type {Job} from '../../harness/nightly/night.js';
import {resultSchema, type RunResult} from '../../harness/result/result-schema.js';
import {projectDir} from '../support.js';

const job: Job = {id: 'a/default/checks', target: 'a', variant: 'default', kind: 'checks'};
const load = async (name: string): Promise<RunResult> => resultSchema.parse(JSON.parse(await readFile(path.join(projectDir, 'test/fixtures/report', `${name}.json`), 'utf8')));
const run = await load('run');
const counted = await load('counted-24');

const check = (name: string, outcome: RunResult['checks'][number]['outcome'], reason = ''): RunResult['checks'][number] => ({name, outcome, reason, durationMs: 1, kernelWarnings: [], output: []});
const withChecks = (runId: string, outcome: RunResult['outcome'], ...checks: RunResult['checks']): RunResult => ({...run, runId, outcome, summary: `${outcome} of ${runId}`, checks});

t.test('what was tested, and an outcome a boot', async t => {
	const failed = withChecks('1', 'fail', check('io/a', 'fail', 'one'), check('io/b', 'pass'), check('io/never-ran', 'broken', 'the kernel died'));
	const result = makeJobResult(job, [failed], 5);
	t.equal(result.checks.length, 2);
	t.match(result, {job, outcome: 'fail', reason: 'fail of 1', runIds: ['1'], durationMs: 5, checks: [{name: 'io/a', outcomes: ['fail'], reason: 'one'}, {name: 'io/b', outcomes: ['pass'], reason: ''}]});
	t.match(result.subject, {kernel: run.build!.key, commit: run.tree.commit, seriesHash: run.series.hash});
	t.match(addOutcomes(result, [withChecks('2', 'pass', check('io/a', 'pass')), withChecks('3', 'fail', check('io/a', 'timeout', 'two'))]), {
		runIds: ['1', '2', '3'], checks: [{name: 'io/a', outcomes: ['fail', 'pass', 'timeout'], reason: 'one'}, {name: 'io/b', outcomes: ['pass'], reason: ''}],
	});
});

t.test('times have a sample for each boot; counts of work are exact where the bench is', async t => {
	const name = run.measurements.find(({name, value}) => name.endsWith('.iops') && value !== null)!.name;
	const faster: RunResult = {...run, measurements: run.measurements.map(measured => measured.name === name ? {...measured, value: measured.value! + 10} : measured)};
	const value = run.measurements.find(measured => measured.name === name)!.value!;
	const metric = makeJobResult(job, [run, faster, faster], 5).metrics.find(measured => measured.name === name);
	t.match(metric, {exact: false, samples: [value, value + 10, value + 10], value: value + 10, unit: 'io/s', better: 'higher', fingerprint: run.fingerprint!.hash});

	const {metrics} = makeJobResult(job, [counted], 5);
	t.ok(metrics.length > 0);
	t.ok(metrics.every(({name, exact}) => name.endsWith('.work_insns_per_io') && exact === !/\.(?:libaio|user-iocb|ring|io_uring)\./.test(name.replace(/^null\..*/, ''))), 'and waiting is left out');
});

t.test('the worst boot is the job\'s outcome', async t => {
	t.match(makeJobResult(job, [withChecks('1', 'pass'), withChecks('2', 'broken'), withChecks('3', 'fail')], 5), {outcome: 'broken', reason: 'broken of 2'});
});

t.test('a job without a result', async t => {
	t.strictSame(makeEmptyResult(job, 'missing', 'no network', 3), {job, outcome: 'missing', reason: 'no network', runIds: [], durationMs: 3, checks: [], metrics: []});
});
