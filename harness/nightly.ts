// A night: every job of the matrix in its turn, then what changed since the nights before, seen again and searched for.
// Each step that is done stands in the night's folder: a night that was killed goes on there when it is started again.
import {randomInt} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {readFragments} from './build/kernel-config.js';
import {readVariantSettings} from './build/variant-settings.js';
import type {Context} from './context.js';
import {HarnessError, InputError, MachineError} from './errors.js';
import {listChecks} from './image/build-guest-tools.js';
import {hashFile, hashTree, nameByTime, needFreeSpace, shortHash} from './lib/files.js';
import {withLock} from './lib/lock.js';
import {runJob} from './night-job.js';
import {chooseNight} from './nightly/choose-night.js';
import {planJob} from './nightly/job-request.js';
import {makeEmptyResult} from './nightly/make-job-result.js';
import type {Job, JobResult, Night} from './nightly/night.js';
import {parseNightConfig, type NightConfig} from './nightly/night-config.js';
import {exitCodeOfNight, summarizeNight} from './nightly/summarize-night.js';
import {pickShard, planJobs, type NightPlan, type Shard} from './nightly/plan-night.js';
import {planRun} from './plan/plan.js';
import {listUnfinished, nightDirOf, nightLockOf, readJob, writeJob, writeJson, writePlan} from './store/night-progress.js';
import {loadTarget} from './target/load-target.js';

export interface NightRequest {
	readonly configFile: string;
	/** Only a part of the night is run, and not judged until it is merged. */
	readonly shard: Shard | undefined;
}

export interface PlannedNight {
	readonly config: NightConfig;
	/** Of the part that was asked for. */
	readonly jobs: readonly Job[];
	readonly timeScaleOf: (job: Job) => number;
}

/** @throws InputError for a configuration that cannot be run: it names file, job and field. */
export async function planNight({configFile, shard}: NightRequest, ctx: Context): Promise<PlannedNight> {
	const text = await readFile(configFile, 'utf8').catch((error: unknown) => {
		throw new InputError(`--config ${configFile}: ${(error as Error).message}`, {stage: 'night', cause: error});
	});
	const config = parseNightConfig(text, configFile);
	const all = planJobs(config, randomInt(2 ** 32));
	const scales = new Map<string, number>();
	for (const job of all) scales.set(job.id, await checkJob(job, configFile, ctx));
	const timeScaleOf = ({id}: Job): number => scales.get(id)!;
	return {config, jobs: shard === undefined ? all : pickShard(all, shard, timeScaleOf), timeScaleOf};
}

/** @throws MachineError when another night runs on the same results. */
export async function runNight(request: NightRequest, ctx: Context): Promise<{readonly night: Night; readonly nightDir: string}> {
	const {config, jobs} = await planNight(request, ctx);
	const lock = nightLockOf(ctx);
	return withLock(lock, 'night', ctx, async () => {
		const plan = await openNight({config, jobs, ...request}, ctx);
		const nightDir = nightDirOf(plan.nightId, ctx);
		await writeFile(lock, `${plan.nightId}, process ${process.pid}\n`);
		const results = await runJobs({plan, config, nightDir}, ctx);
		return {night: await finishNight({plan, results, nightDir}), nightDir};
	}, async () => new MachineError(`another night is running on these results: ${(await readFile(lock, 'utf8')).trim()}`, {stage: 'night', hint: `wait for its end, or choose another folder with --results; the lock is ${lock}`}));
}

/** The night that was interrupted, or a new one. */
async function openNight({config, jobs, shard: part}: NightRequest & {readonly config: NightConfig; readonly jobs: readonly Job[]}, ctx: Context): Promise<NightPlan> {
	const shard = part === undefined ? {} : {shard: `${part.index}/${part.count}`};
	const asked = {configHash: shortHash(JSON.stringify(config)), inputsHash: await hashInputs(jobs, ctx), ...shard};
	const before = chooseNight(await listUnfinished(ctx), {...asked, nowMs: Date.now()});
	const plan: NightPlan = before === undefined
		? {schemaVersion: 1, nightId: nameByTime(), startedAt: new Date().toISOString(), ...asked, starts: 1, jobs: [...jobs]}
		: {...before, starts: before.starts + 1};
	if (before !== undefined) ctx.emit({type: 'notice', stage: 'night', text: `going on with ${plan.nightId}, which was interrupted`});
	await writePlan(plan, ctx);
	return plan;
}

async function runJobs({plan, config: {limits}, nightDir}: {readonly plan: NightPlan; readonly config: NightConfig; readonly nightDir: string}, ctx: Context): Promise<readonly JobResult[]> {
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
	const missing = results.find(({job: other, outcome}) => outcome === 'missing' && other.target === job.target && other.tree === job.tree && other.series === job.series);
	if (missing !== undefined) return makeEmptyResult(job, 'missing', missing.reason, 0);
	try {
		for (const dir of [ctx.cacheDir, ctx.resultsDir]) await needFreeSpace(dir, diskGiB * 2 ** 30, 'night');
		return undefined;
	} catch (error) {
		if (!(error instanceof MachineError)) throw error;
		return makeEmptyResult(job, 'not-run', error.message, 0);
	}
}

/** Writes night.json last: a night that has one is whole. */
async function finishNight({plan, results, nightDir}: {readonly plan: NightPlan; readonly results: readonly JobResult[]; readonly nightDir: string}): Promise<Night> {
	const {nightId, startedAt, configHash, starts, shard} = plan;
	const concluded = {jobs: [...results], findings: []};
	const night: Night = {
		schemaVersion: 1, nightId, startedAt, configHash, starts, ...(shard === undefined ? {} : {shard}), ...concluded,
		durationMs: Date.now() - Date.parse(startedAt), exitCode: exitCodeOfNight(concluded), summary: summarizeNight({nightId, ...concluded}),
	};
	await writeJson(path.join(nightDir, 'night.json'), night);
	return night;
}

/** Returns how many times slower than usual its kernel is. @throws InputError for a job that could never run. */
async function checkJob(job: Job, configFile: string, ctx: Context): Promise<number> {
	try {
		const target = await loadTarget(job.target, ctx);
		const fragments = await readFragments([...target.config, ...job.variant === 'default' ? [] : [job.variant, ...target.variants[job.variant] ?? []]], ctx);
		planRun({target, allChecks: await listChecks(ctx), request: planJob(job)});
		return readVariantSettings(fragments).timeScale;
	} catch (error) {
		if (!(error instanceof HarnessError)) throw error;
		throw new InputError(`${configFile}: ${job.id}: ${error.message}`, {stage: 'night', cause: error, ...(error.hint === undefined ? {} : {hint: error.hint})});
	}
}

/** A night goes on only with what it began with: the series at hand, the checks, the kernels' configurations. */
async function hashInputs(jobs: readonly Job[], ctx: Context): Promise<string> {
	const dirs = ['guest-tools', 'kernel-config', ...new Set(jobs.map(({target}) => path.join('patches', target)))].map(dir => path.join(ctx.projectDir, dir));
	const series = [...new Set(jobs.flatMap(({series}) => series ?? []))];
	const hashes = await Promise.all([...dirs, ...series].map(async place => {
		const found = await stat(place).catch(() => undefined);
		return found === undefined ? place : found.isDirectory() ? hashTree(place) : hashFile(place);
	}));
	return shortHash(...hashes);
}
