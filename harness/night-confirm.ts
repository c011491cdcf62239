// The boots that a night makes before it tells anybody: a check that failed runs again unchanged, a count is counted
// again, and a time is measured on both kernels in turn. What was confirmed stands in the night's folder.
import path from 'node:path';
import {z} from 'zod';
import {compareRuns} from './compare-runs.js';
import {compareCounts} from './compare/compare-counts.js';
import type {Context} from './context.js';
import {describeError} from './errors.js';
import {exists} from './lib/files.js';
import {groupBy} from './lib/group-by.js';
import {readWhole, writeJson} from './lib/json-file.js';
import {limitTime, templateOf} from './night-job.js';
import {isMachineNoise, judgeCheckAgain, judgeCountAgain, judgeTimeAgain} from './nightly/judge-again.js';
import {planJob} from './nightly/job-request.js';
import {thresholdPct} from './nightly/judge-exact.js';
import {leaveOutChance} from './nightly/leave-out-chance.js';
import {addOutcomes} from './nightly/make-job-result.js';
import type {Confirmation, JobResult, Night, NightMetric, Suspicion} from './nightly/night.js';
import {benchOf} from './plan/bench-name.js';
import type {RunResult} from './result/result-schema.js';
import {run} from './run.js';
import {readBaselines, type Baseline} from './store/baselines.js';
import {loadRun} from './store/load-run.js';
import {loadTarget} from './target/load-target.js';

/** Of a check that failed once. */
const checkBoots = 2;
/** Of each side: fewer say nothing (compare-samples.ts). */
const timeBoots = 9;

type MetricSuspicion = Extract<Suspicion, {readonly kind: 'metric'}>;

interface Stored {
	readonly durationMs: number;
	/** Of checks that ran again. */
	readonly runIds: string[];
	readonly seen: ReadonlyArray<Omit<Confirmation, 'suspicion'> & {readonly name: string}>;
}

type Seen = Omit<Stored, 'durationMs'>;

const storedSchema = z.object({durationMs: z.int().nonnegative(), runIds: z.array(z.string()), seen: z.array(z.object({name: z.string(), outcome: z.enum(['confirmed', 'refuted', 'unknown']), sentence: z.string()}))});

interface ConfirmInput {
	readonly jobs: readonly JobResult[];
	readonly suspicions: readonly Suspicion[];
	readonly history: readonly Night[];
	readonly nightDir: string;
	readonly msMax: number;
}

/** Returns the jobs with what their checks said since, and the time that is left. @throws InterruptedError */
export async function confirmSuspicions({jobs, suspicions, history, nightDir, msMax}: ConfirmInput, ctx: Context): Promise<{readonly jobs: readonly JobResult[]; readonly confirmations: readonly Confirmation[]; readonly msLeft: number}> {
	let msLeft = msMax;
	const confirmed = new Map(jobs.map(result => [result.job.id, result]));
	const confirmations: Confirmation[] = [];
	for (const [key, group] of groupBy(suspicions, ({job, kind, ...metric}) => `${job}-${kind === 'check' ? 'checks' : 'exact' in metric && metric.exact ? 'counts' : 'times'}`)) {
		const before = confirmed.get(group[0]!.job)!;
		const file = path.join(nightDir, 'confirm', `${key.replaceAll('/', '-')}.json`);
		const stored = await readWhole<Stored>(file, storedSchema) ?? await confirmGroup(before, group);
		msLeft -= stored.durationMs;
		const again = await Promise.all(stored.runIds.map(async name => (await loadRun({name, target: before.job.target}, ctx)).result));
		confirmed.set(before.job.id, addOutcomes(before, again));
		confirmations.push(...group.map(suspicion => ({suspicion, ...stored.seen.find(({name}) => name === suspicion.name) ?? {outcome: 'unknown' as const, sentence: 'it was not seen again'}})));

		async function confirmGroup(result: JobResult, group: readonly Suspicion[]): Promise<Stored> {
			const startedAt = Date.now();
			const none = (sentence: string): Stored => ({durationMs: Date.now() - startedAt, runIds: [], seen: group.map(({name}) => ({name, outcome: 'unknown', sentence}))});
			if (msLeft <= 0) return none('there was no time to see it again');
			ctx.emit({type: 'notice', stage: 'night', text: `again, before it is told: ${group.map(({name}) => name || result.job.id).join(', ')}`});
			const limited = limitTime(msLeft, ctx);
			try {
				const seen = await see(result, group, history, limited);
				const stored = {durationMs: Date.now() - startedAt, ...seen};
				await writeJson(file, stored);
				return stored;
			} catch (error) {
				if (ctx.signal.aborted) throw error;
				return none(limited.signal.aborted ? 'the time to see it again was up' : describeError(error));
			}
		}
	}
	return {jobs: jobs.map(({job}) => confirmed.get(job.id)!), confirmations, msLeft};
}

async function see(result: JobResult, group: readonly Suspicion[], history: readonly Night[], ctx: Context): Promise<Seen> {
	const metrics = group.filter(suspicion => suspicion.kind === 'metric');
	if (metrics.length === 0) return seeChecks(result, group, ctx);
	return {runIds: [], seen: strip(metrics[0]!.exact ? await countAgain(result, metrics, ctx) : await measureInTurn(result, metrics, history, ctx))};
}

async function seeChecks({job}: JobResult, group: readonly Suspicion[], ctx: Context): Promise<Seen> {
	const names = group.map(({name}) => name).filter(name => name !== '');
	const again: RunResult[] = [];
	for (let boot = 0; boot < checkBoots; boot += 1) again.push((await run({...templateOf(job, ctx), patch: 'all', plan: planJob(job, names.length === 0 ? undefined : names)}, ctx)).result);
	return {runIds: again.map(({runId}) => runId), seen: strip(group.map(suspicion => judgeCheckAgain(suspicion, again)))};
}

/** The same benches in the same order: each finds the kernel as those before it left it. */
async function countAgain(tonight: JobResult, suspicions: readonly MetricSuspicion[], ctx: Context): Promise<readonly Confirmation[]> {
	const {job} = tonight;
	const {chance} = await loadTarget(job.target, ctx);
	const result = leaveOutChance((await run({...templateOf(job, ctx), patch: 'all', plan: planJob(job)}, ctx)).result, chance);
	return Promise.all(suspicions.map(async suspicion => {
		const bench = benchOf(suspicion.name);
		const [base, head] = [await findBase(job.target, suspicion, ctx), result].map(found => found?.counts?.find(counted => counted.bench === bench));
		return judgeCountAgain(suspicion, {
			metric: metricOf(tonight, suspicion), counted: result.measurements.find(({name}) => name === suspicion.name)?.value ?? undefined,
			against: base === undefined || head === undefined ? undefined : compareCounts({base, head, chance, threshold: {percent: thresholdPct}}),
		});
	}));
}

async function measureInTurn(tonight: JobResult, suspicions: readonly MetricSuspicion[], history: readonly Night[], ctx: Context): Promise<readonly Confirmation[]> {
	const {job} = tonight;
	const noise = suspicions.filter(suspicion => isMachineNoise(suspicion, tonight, history));
	const refuted = noise.map((suspicion): Confirmation => ({suspicion, outcome: 'refuted', sentence: 'the kernel is the same: the machine differed'}));
	const seen: Confirmation[] = [];
	for (const [runId, group] of groupBy(suspicions.filter(suspicion => !noise.includes(suspicion)), ({base}) => base.runId)) {
		const [base, head] = [runId, tonight.runIds[0]!].map(id => path.join(ctx.resultsDir, job.target, id, 'series.mbox'));
		if (!await exists(base!)) {
			seen.push(...group.map((suspicion): Confirmation => ({suspicion, outcome: 'unknown', sentence: `the series of run ${runId} is not kept`})));
			continue;
		}
		const compared = await compareRuns({
			base: {kind: 'patch', patch: 'all', series: base!}, head: {kind: 'patch', patch: 'all', series: head!}, boots: timeBoots, thresholdPct,
			benches: [...new Set(group.map(({name}) => benchOf(name)))], template: templateOf(job, ctx),
		}, ctx);
		seen.push(...group.map(suspicion => judgeTimeAgain(suspicion, metricOf(tonight, suspicion), 'stopped' in compared ? undefined : compared.comparison.metrics.find(({name}) => name === suspicion.name))));
	}
	return [...refuted, ...seen];
}

/** The run that a count is compared with: a night's, or the accepted one. */
async function findBase(target: string, {base: {nightId, runId}}: MetricSuspicion, ctx: Context): Promise<RunResult | undefined> {
	if (nightId === 'baseline') return (await readBaselines(target, ctx)).map(({result}: Baseline) => result).find(result => result.runId === runId);
	return loadRun({name: runId, target}, ctx).then(({result}) => result, () => undefined);
}

function metricOf({metrics}: JobResult, {name}: Suspicion): NightMetric {
	return metrics.find(metric => metric.name === name)!;
}

function strip(confirmations: readonly Confirmation[]): Stored['seen'] {
	return confirmations.map(({suspicion: {name}, outcome, sentence}) => ({name, outcome, sentence}));
}
