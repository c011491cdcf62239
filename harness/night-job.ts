// The boots of one job of a night. Whatever is wrong with it, its kernel or its machine, is its result, for the other
// jobs go on; only an interruption ends the night.
import type {Context} from './context.js';
import {HarnessError, describeError} from './errors.js';
import {commandOf, planJob} from './nightly/job-request.js';
import {makeEmptyResult, makeJobResult} from './nightly/make-job-result.js';
import type {Job, JobResult} from './nightly/night.js';
import type {RunResult} from './result/result-schema.js';
import {openSeries, run, type RunRequest} from './run.js';
import {treeVariableOf} from './tree/parse-tree-option.js';

/** `msMax`: the job is ended when it has taken so long. @throws InterruptedError when the night is. */
export async function runJob(job: Job, msMax: number, ctx: Context): Promise<JobResult> {
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
		const results: RunResult[] = [];
		for (let boot = 0; boot < (job.boots ?? 1); boot += 1) results.push((await run({...template, patch: 'all', plan: planJob(job)}, limited)).result);
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
