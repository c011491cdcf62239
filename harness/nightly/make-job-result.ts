// In: the results of a job's boots. Out: what of them belongs into the night: outcomes of checks, one a boot, and numbers. Pure.
import {groupBy} from '../lib/group-by.js';
import {benchOf, isExactName} from '../plan/bench-name.js';
import type {Measurement, RunResult} from '../result/result-schema.js';
import type {Job, JobResult, NightMetric} from './night.js';

/** Work is compared from night to night, and not waiting; of times the rate, the usual latency and the tail. */
const kept = /\.(?:work_insns_per_io|iops|lat_p50_ns|lat_p99_ns)$/;
const severity: ReadonlyArray<RunResult['outcome']> = ['pass', 'fail', 'untestable', 'broken'];

/** There is at least one result. */
export function makeJobResult(job: Job, results: readonly RunResult[], durationMs: number): JobResult {
	const worst = results.reduce((worst, result) => severity.indexOf(result.outcome) > severity.indexOf(worst.outcome) ? result : worst);
	const {tree, series, build} = worst;
	return {
		job, outcome: worst.outcome, reason: worst.outcome === 'pass' ? '' : worst.summary, durationMs,
		runIds: results.map(({runId}) => runId),
		subject: {tree: tree.description, commit: tree.commit, seriesHash: series.hash ?? '', patches: series.patch, lastSubject: series.lastSubject ?? '', kernel: build?.key ?? ''},
		checks: joinChecks(results), metrics: joinMetrics(results),
	};
}

/** For a job that did not come to a result. */
export function makeEmptyResult(job: Job, outcome: 'broken' | 'missing' | 'not-run', reason: string, durationMs: number): JobResult {
	return {job, outcome, reason, runIds: [], durationMs, checks: [], metrics: []};
}

/** What a job's checks said when they were run again, behind what they said before. */
export function addOutcomes(before: JobResult, again: readonly RunResult[]): JobResult {
	const more = new Map(joinChecks(again).map(check => [check.name, check]));
	return {
		...before, runIds: [...before.runIds, ...again.map(({runId}) => runId)],
		checks: before.checks.map(check => ({...check, outcomes: [...check.outcomes, ...more.get(check.name)?.outcomes ?? []]})),
	};
}

/** A check that never ran, because the kernel died before it, says nothing; that it died is the job's outcome. */
function joinChecks(results: readonly RunResult[]): JobResult['checks'] {
	return [...groupBy(results.flatMap(({checks}) => checks).filter(({outcome}) => outcome !== 'broken'), ({name}) => name)].map(([name, boots]) => ({
		name, outcomes: boots.map(({outcome}) => outcome),
		reason: boots.find(({outcome}) => outcome !== 'pass' && outcome !== 'skip')?.reason ?? '',
	}));
}

function joinMetrics(results: readonly RunResult[]): NightMetric[] {
	const numbers = results.flatMap(({measurements, fingerprint}) => measurements
		.filter(({name, outcome, value}) => outcome === 'pass' && value !== null && kept.test(name))
		.map(measured => ({measured, fingerprint: fingerprint?.hash ?? ''})));
	return [...groupBy(numbers, ({measured}) => measured.name)].map(([name, boots]) => {
		const {measured: {unit, better}, fingerprint} = boots[0]!;
		const samples = boots.map(({measured}) => measured.value!);
		return {name, unit, better, samples, value: median(samples), exact: isExact({name, unit}), fingerprint};
	});
}

function isExact({name, unit}: Pick<Measurement, 'name' | 'unit'>): boolean {
	return unit === 'insns/io' && isExactName(benchOf(name));
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((left, right) => left - right);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
