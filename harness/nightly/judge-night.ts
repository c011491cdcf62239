// In: what a night measured, and the nights before it. Out: first what looks worse and has to be run again, then, with what
// those runs said, what there is to tell in the morning. Nobody is told of what was seen once. Pure.
import {concludeChecks, suspectChecks} from './judge-night-checks.js';
import {judgeExact} from './judge-exact.js';
import {judgeTimes} from './judge-times.js';
import type {Baseline} from '../store/baselines.js';
import {isTested, listTested, type JudgedJob, type JudgedMetric} from './night-history.js';
import type {Confirmation, Finding, Night, Suspicion} from './night.js';

export type JudgedNight = Pick<Night, 'nightId' | 'jobs'>;

export interface JudgeInput {
	readonly night: JudgedNight;
	/** Newest first, without this night. */
	readonly history: readonly Night[];
	/** Of the jobs' targets, the last accepted first. */
	readonly baselines: readonly Baseline[];
}

/**
 * Checks first, then what is worse, then what is better. The name of a check is empty where none failed and the job did, as
 * when the kernel does not come up. The base's night is `baseline` where that is one, and then the run is the baseline's.
 */
export function judgeNight(input: JudgeInput): {readonly suspicions: readonly Suspicion[]} {
	const jobs = listJobs(input);
	const metrics = jobs.flatMap(judged => judgeMetrics(judged).filter(({known}) => known === undefined).map(metric => ({job: judged.result.job.id, ...metric})));
	const suspect = (wanted: JudgedMetric['verdict']): readonly Suspicion[] => metrics.filter(({verdict}) => verdict === wanted)
		.map(({job, name, exact, change, runId}) => ({kind: 'metric', job, name, exact, base: {nightId: change.baseNight, value: change.base, runId}}));
	return {suspicions: [
		...jobs.flatMap(({result, tested}) => suspectChecks(result, tested).map((name): Suspicion => ({kind: 'check', job: result.job.id, name}))),
		...suspect('worse'), ...suspect('better'),
	]};
}

/** What was not confirmed of a metric is not told. By what matters: failed checks, worse numbers, flaky checks, what was not tested, what is good news. */
export function concludeNight({confirmations, ...input}: JudgeInput & {readonly confirmations: readonly Confirmation[]}): readonly Finding[] {
	const findings = [...listJobs(input).flatMap(judged => concludeJob(judged, confirmations)), ...listUntested(input)];
	return order.flatMap(kind => findings.filter(finding => finding.kind === kind));
}

const order = ['check-failed', 'metric-worse', 'check-flaky', 'not-tested', 'check-mended', 'metric-better'] as const satisfies ReadonlyArray<Finding['kind']>;

function listJobs({night, history, baselines}: JudgeInput): readonly JudgedJob[] {
	return night.jobs.filter(isTested).map(result => ({
		nightId: night.nightId, result, tested: listTested(result.job.id, history), baselines: baselines.filter(({result: {target}}) => target === result.job.target),
	}));
}

function judgeMetrics(judged: JudgedJob): readonly JudgedMetric[] {
	return [...judgeExact(judged), ...judgeTimes(judged)];
}

function concludeJob(judged: JudgedJob, confirmations: readonly Confirmation[]): readonly Finding[] {
	const job = judged.result.job.id;
	const find = (kind: Suspicion['kind'], name: string): Confirmation | undefined => confirmations.find(({suspicion}) => suspicion.job === job && suspicion.kind === kind && suspicion.name === name);
	const metrics = judgeMetrics(judged).flatMap(({name, verdict, sentence, change, known}): readonly Finding[] => {
		if (known !== undefined) return [{...known, sentence, change}];
		const confirmation = find('metric', name);
		if (confirmation?.outcome !== 'confirmed') return [];
		return [{kind: verdict === 'worse' ? 'metric-worse' : 'metric-better', job, name, sentence: `${sentence}; ${confirmation.sentence}`, since: judged.nightId, change}];
	});
	return [...concludeChecks({...judged, again: find('check', '')?.outcome}), ...metrics];
}

function listUntested({night, history}: JudgeInput): readonly Finding[] {
	return night.jobs.filter(result => !isTested(result)).map(({job, outcome, reason}) => {
		const before = history[0]?.findings.find(finding => finding.kind === 'not-tested' && finding.job === job.id);
		const words = {missing: 'could not be fetched', untestable: 'cannot be tested', broken: 'machine or harness failed', 'not-run': 'not run'} as const;
		return {
			kind: 'not-tested', job: job.id, name: '', since: before?.since ?? night.nightId,
			sentence: `${words[outcome as keyof typeof words]}${reason === '' ? '' : `: ${reason}`}`,
		};
	});
}
