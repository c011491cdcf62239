// In: a suspicion of the night and what was seen when it was looked for again. Out: whether it holds. Pure.
import type {MetricComparison} from '../compare/comparison.js';
import type {RunResult} from '../result/result-schema.js';
import type {Confirmation, JobResult, Night, NightMetric, Suspicion} from './night.js';

type MetricSuspicion = Extract<Suspicion, {readonly kind: 'metric'}>;

/** What the boots said of each check stands beside it; of a job that failed without one, here. */
export function judgeCheckAgain(suspicion: Suspicion, again: readonly RunResult[]): Confirmation {
	const failed = again.filter(({outcome, checks}) => suspicion.name === '' ? outcome === 'fail'
		: checks.some(check => check.name === suspicion.name && check.outcome !== 'pass' && check.outcome !== 'skip')).length;
	return {suspicion, outcome: failed > 0 ? 'confirmed' : 'refuted', sentence: `failed in ${failed} of ${again.length} more boots`};
}

/** `counted`: the same boot once more; `against`: it beside the base's run, function by function, where that is kept. */
export function judgeCountAgain(suspicion: MetricSuspicion, {metric, counted, against}: {
	readonly metric: NightMetric; readonly counted: number | undefined; readonly against: MetricComparison | undefined;
}): Confirmation {
	if (counted === undefined) return {suspicion, outcome: 'unknown', sentence: 'it was not counted again'};
	if (counted !== metric.value) return {suspicion, outcome: 'refuted', sentence: `counted again it is ${counted}, and not ${metric.value}`};
	const again = 'counted again, the same';
	if (against === undefined) return {suspicion, outcome: 'confirmed', sentence: again};
	return {suspicion, outcome: against.verdict === directionOf(suspicion, metric) ? 'confirmed' : 'refuted', sentence: `${again}; ${against.sentence}`};
}

/** Boots of both kernels in turn. */
export function judgeTimeAgain(suspicion: MetricSuspicion, metric: NightMetric, compared: MetricComparison | undefined): Confirmation {
	if (compared === undefined) return {suspicion, outcome: 'unknown', sentence: 'it was not measured again'};
	return {suspicion, outcome: compared.verdict === directionOf(suspicion, metric) ? 'confirmed' : 'refuted', sentence: `booted in turn: ${compared.sentence}`};
}

/** True when the base night had the same kernel and measured with the same: what differs is the machine's. */
export function isMachineNoise({base, job, name}: MetricSuspicion, tonight: JobResult, history: readonly Night[]): boolean {
	const before = history.find(({nightId}) => nightId === base.nightId)?.jobs.find(other => other.job.id === job);
	const [now, then] = [tonight, before].map(result => result?.metrics.find(metric => metric.name === name));
	return now !== undefined && then !== undefined && now.fingerprint === then.fingerprint && tonight.subject !== undefined && tonight.subject.kernel === before?.subject?.kernel;
}

function directionOf({base}: MetricSuspicion, {value, better}: NightMetric): 'worse' | 'better' {
	return (value > base.value) === (better === 'lower') ? 'worse' : 'better';
}
