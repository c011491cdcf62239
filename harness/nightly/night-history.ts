// What the nights before this one have of a job, newest first. A night in which a job could not be tested says nothing
// about it. Pure.
import type {Baseline} from '../store/baselines.js';
import type {Finding, JobResult, Night, NightMetric} from './night.js';

/** A job of the night that is judged. */
export interface JudgedJob {
	readonly nightId: string;
	readonly result: JobResult;
	readonly tested: readonly TestedJob[];
	/** Of its target. */
	readonly baselines: readonly Baseline[];
}

/** A metric that moved. */
export interface JudgedMetric {
	readonly name: string;
	readonly exact: boolean;
	readonly verdict: 'worse' | 'better';
	readonly sentence: string;
	readonly change: NonNullable<Finding['change']>;
	/** Of what it is compared with. */
	readonly runId: string;
	/** The finding of the last night, which needs no other run. */
	readonly known?: Finding;
}

/** A job as it was tested in one night. */
export interface TestedJob {
	readonly nightId: string;
	readonly result: JobResult;
	readonly findings: readonly Finding[];
}

export function listTested(jobId: string, history: readonly Night[]): readonly TestedJob[] {
	return history.flatMap(({nightId, jobs, findings}) => {
		const result = jobs.find(({job}) => job.id === jobId);
		return result === undefined || !isTested(result) ? [] : [{nightId, result, findings: findings.filter(({job}) => job === jobId)}];
	});
}

export function isTested({outcome}: Pick<JobResult, 'outcome'>): boolean {
	return outcome === 'pass' || outcome === 'fail';
}

/** False where one of the two is not known. */
export function isSameKernel(left: Pick<JobResult, 'subject'>, right: Pick<JobResult, 'subject'>): boolean {
	return left.subject !== undefined && left.subject.kernel === right.subject?.kernel;
}

/** The metric of that name in another night, when it was measured with the same. */
export function findLike({metrics}: JobResult, {name, fingerprint}: NightMetric): NightMetric | undefined {
	return metrics.find(metric => metric.name === name && metric.fingerprint === fingerprint);
}

/** What the last night that tested the job had to say of this check or metric. */
export function findLast(tested: readonly TestedJob[], kinds: readonly Finding['kind'][], name: string): Finding | undefined {
	return tested[0]?.findings.find(finding => finding.name === name && kinds.includes(finding.kind));
}
