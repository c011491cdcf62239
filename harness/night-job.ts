// The jobs of a night, one after the other, within its limits. Whatever is wrong with a job, its kernel or its machine, is
// its result, for the others go on; only an interruption ends the night.
import type {Context} from './context.js';
import {HarnessError, MachineError, describeError} from './errors.js';
import {needFreeSpace} from './lib/files.js';
import {commandOf, planJob} from './nightly/job-request.js';
import {leaveOutChance} from './nightly/leave-out-chance.js';
import {isSameSubject} from './nightly/make-guilt.js';
import {makeEmptyResult, makeJobResult} from './nightly/make-job-result.js';
import type {Job, JobResult} from './nightly/night.js';
import type {NightConfig} from './nightly/night-config.js';
import type {NightPlan} from './nightly/plan-night.js';
import type {RunResult} from './result/result-schema.js';
import {openSeries, run, type RunRequest} from './run.js';
import {nightDirOf, readJob, writeJob} from './store/night-progress.js';
import {loadTarget} from './target/load-target.js';
import {treeVariableOf} from './tree/parse-tree-option.js';

/** A job that came to its end in an earlier start is not run again. @throws InterruptedError */
export async function runJobs(plan: NightPlan, {limits}: NightConfig, ctx: Context): Promise<readonly JobResult[]> {
	const nightDir = nightDirOf(plan.nightId, ctx);
	const results: JobResult[] = [];
	for (const [at, job] of plan.jobs.entries()) {
		const before = await readJob(nightDir, job);
		if (before !== undefined) {
			results.push(before);
			continue;
		}
		ctx.emit({type: 'notice', stage: 'night', text: `job ${at + 1} of ${plan.jobs.length}: ${job.id}`});
		const msLeft = limits.minutes * 60_000 - results.reduce((sum, {durationMs}) => sum + durationMs, 0);
		const result = await findObstacle({job, results, msLeft, diskGiB: limits.diskGiB}, ctx) ?? await runJob(job, msLeft, ctx);
		ctx.emit({type: 'notice', stage: 'night', text: `${job.id}: ${result.outcome}${result.reason === '' ? '' : `, ${result.reason}`}`});
		await writeJob(nightDir, result);
		results.push(result);
	}
	return results;
}

/** What keeps a job from being started. */
async function findObstacle({job, results, msLeft, diskGiB}: {readonly job: Job; readonly results: readonly JobResult[]; readonly msLeft: number; readonly diskGiB: number}, ctx: Context): Promise<JobResult | undefined> {
	if (msLeft <= 0) return makeEmptyResult(job, 'not-run', 'the time for the night\'s jobs was up', 0);
	// What could not be fetched for one job is not asked for again: without a network each attempt takes its whole time.
	const missing = results.find(({job: other, outcome}) => outcome === 'missing' && isSameSubject(other, job));
	if (missing !== undefined) return makeEmptyResult(job, 'missing', missing.reason, 0);
	try {
		for (const dir of [ctx.cacheDir, ctx.resultsDir]) await needFreeSpace(dir, diskGiB * 2 ** 30, 'night');
		return undefined;
	} catch (error) {
		if (!(error instanceof MachineError)) throw error;
		return makeEmptyResult(job, 'not-run', error.message, 0);
	}
}

/** `msMax`: the job is ended when it has taken so long. @throws InterruptedError when the night is. */
async function runJob(job: Job, msMax: number, ctx: Context): Promise<JobResult> {
	const startedAt = Date.now();
	const limited = limitTime(msMax, ctx);
	const empty = (outcome: Parameters<typeof makeEmptyResult>[1], reason: string): JobResult => makeEmptyResult(job, outcome, reason, Date.now() - startedAt);
	const explain = (error: unknown, outcome: 'broken' | 'missing'): JobResult => {
		if (ctx.signal.aborted) throw error;
		return limited.signal.aborted ? empty('not-run', 'the time for the night\'s jobs was up while it ran') : empty(outcome, describeError(error));
	};
	const template = templateOf(job, ctx);
	try {
		await openSeries(template, limited);
	} catch (error) {
		return explain(error, error instanceof HarnessError ? 'missing' : 'broken');
	}
	try {
		const {chance} = await loadTarget(job.target, ctx);
		const results: RunResult[] = [];
		for (let boot = 0; boot < (job.boots ?? 1); boot += 1) results.push(leaveOutChance((await run({...template, patch: 'all', plan: planJob(job)}, limited)).result, chance));
		return makeJobResult(job, results, Date.now() - startedAt);
	} catch (error) {
		return explain(error, 'broken');
	}
}

/** A context that is also interrupted when the time is up. */
export function limitTime(msMax: number, ctx: Context): Context {
	return {...ctx, signal: AbortSignal.any([ctx.signal, AbortSignal.timeout(Math.min(Math.max(0, Math.ceil(msMax)), 2 ** 31 - 1))])};
}

/** What every boot of a job has in common. */
export function templateOf(job: Job, {env}: Pick<Context, 'env'>, command = commandOf(job)): Omit<RunRequest, 'patch' | 'plan'> {
	return {
		command, target: job.target, tree: job.tree ?? (env[treeVariableOf(job.target)] || undefined), series: job.series, variant: job.variant,
		accel: 'auto', cpus: undefined, totalTimeoutMs: undefined, nvme: {}, append: [], qemuArgs: [],
	};
}
