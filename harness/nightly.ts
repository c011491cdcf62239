// A night: every job of the matrix in its turn, then what changed since the nights before, seen again and searched for.
// Each step that is done stands in the night's folder: a night that was killed goes on there when it is started again.
import {cp, readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from './context.js';
import {InputError, MachineError} from './errors.js';
import {exists, fillFolderOnce} from './lib/files.js';
import {readWhole} from './lib/json-file.js';
import {withLock} from './lib/lock.js';
import {confirmSuspicions} from './night-confirm.js';
import {findGuilt} from './night-guilt.js';
import {runJobs} from './night-job.js';
import {openNight, planNight, type NightRequest} from './night-plan.js';
import {concludeNight, judgeNight} from './nightly/judge-night.js';
import {leaveOutChance} from './nightly/leave-out-chance.js';
import {mergeParts, type Part} from './nightly/merge-parts.js';
import {nightSchema, type JobResult, type Night} from './nightly/night.js';
import type {NightConfig} from './nightly/night-config.js';
import type {NightPlan} from './nightly/plan-night.js';
import {exitCodeOfNight, summarizeNight} from './nightly/summarize-night.js';
import {readBaselines} from './store/baselines.js';
import {nightDirOf, nightLockOf, readPlan, writeJob, writePlan} from './store/night-progress.js';
import {writeNightPages} from './store/night-pages.js';
import {pruneNights, readNights, writeNight} from './store/nights.js';
import {loadTarget} from './target/load-target.js';

export interface FinishedNight {
	readonly night: Night;
	readonly nightDir: string;
}

/** @throws MachineError when another night runs on the same results. */
export async function runNight(request: NightRequest, ctx: Context): Promise<FinishedNight> {
	const planned = await planNight(request, ctx);
	return withNightLock(ctx, async () => {
		const plan = await openNight(planned, request.shard, ctx);
		await writeFile(nightLockOf(ctx), `${plan.nightId}, process ${process.pid}\n`);
		return finishNight({plan, results: await runJobs(plan, planned.config, ctx), config: planned.config}, ctx);
	});
}

/** The parts that other machines ran, or this one in several goes: judged as one night. `dirs`: their folders, or those of their results. */
export async function mergeNights({configFile, dirs}: NightRequest & {readonly dirs: readonly string[]}, ctx: Context): Promise<FinishedNight> {
	const {config, configHash, jobs} = await planNight({configFile}, ctx);
	return withNightLock(ctx, async () => {
		const parts = await Promise.all(dirs.map(readPart));
		const {plan, results} = mergeParts(parts, {configHash, planned: jobs});
		for (const {dir, night} of parts) {
			for (const {job, runIds} of night.jobs) for (const runId of runIds) await copyRun(path.join(dir, '../..', job.target, runId), path.join(ctx.resultsDir, job.target, runId));
		}
		await writePlan(plan, ctx);
		for (const result of results) await writeJob(nightDirOf(plan.nightId, ctx), result);
		return finishNight({plan, results, config}, ctx);
	});
}

/** Writes night.json when all else is there but the pages: a night that has one is whole. A part is not judged. */
async function finishNight({plan, results, config}: {readonly plan: NightPlan; readonly results: readonly JobResult[]; readonly config: NightConfig}, ctx: Context): Promise<FinishedNight> {
	const {nightId, startedAt, configHash, starts, shard} = plan;
	const nightDir = nightDirOf(nightId, ctx);
	const history = (await readNights(ctx)).filter(night => night.nightId !== nightId);
	const concluded = shard === undefined ? await judge({nightId, results, history, msMax: config.limits.bisectMinutes * 60_000, nightDir}, ctx) : {jobs: [...results], findings: []};
	const night: Night = {
		schemaVersion: 1, nightId, startedAt, configHash, starts, ...(shard === undefined ? {} : {shard}), ...concluded,
		durationMs: Date.now() - Date.parse(startedAt), exitCode: exitCodeOfNight(concluded), summary: summarizeNight({nightId, ...concluded}),
	};
	await writeNightPages({night, history, dir: nightDir, env: ctx.env});
	await writeNight(night, ctx);
	if (shard === undefined) await pruneNights(config.retention, ctx);
	return {night, nightDir};
}

async function judge({nightId, results, history, msMax, nightDir}: {
	readonly nightId: string; readonly results: readonly JobResult[]; readonly history: readonly Night[]; readonly msMax: number; readonly nightDir: string;
}, ctx: Context): Promise<Pick<Night, 'jobs' | 'findings'>> {
	const targets = [...new Set(results.map(({job}) => job.target))];
	const baselines = (await Promise.all(targets.map(async name => {
		const {chance} = await loadTarget(name, ctx);
		return (await readBaselines(name, ctx)).map(baseline => ({...baseline, result: leaveOutChance(baseline.result, chance)}));
	}))).flat();
	const {suspicions} = judgeNight({night: {nightId, jobs: [...results]}, history, baselines});
	const {jobs, confirmations, msLeft} = await confirmSuspicions({jobs: results, suspicions, history, nightDir, msMax}, ctx);
	const findings = concludeNight({night: {nightId, jobs: [...jobs]}, history, baselines, confirmations});
	return {jobs: [...jobs], findings: [...await findGuilt({findings, jobs, history, nightDir, msMax: msLeft}, ctx)]};
}

async function withNightLock<T>(ctx: Context, action: () => Promise<T>): Promise<T> {
	const lock = nightLockOf(ctx);
	return withLock(lock, 'night', ctx, action, async () => new MachineError(`another night is running on these results: ${(await readFile(lock, 'utf8')).trim()}`, {
		stage: 'night', hint: `wait for its end, or choose another folder with --results; the lock is ${lock}`,
	}));
}

/** `dir` is a night's folder, or that of results whose newest part of a night is meant. @throws InputError */
async function readPart(dir: string): Promise<Part> {
	const nights = path.join(dir, 'nightly');
	const candidates = await exists(path.join(dir, 'night.json')) ? [dir] : (await readdir(nights).catch(() => [] as string[])).sort().reverse().map(name => path.join(nights, name));
	for (const candidate of candidates) {
		const [plan, night] = [await readPlan(candidate), await readWhole(path.join(candidate, 'night.json'), nightSchema)];
		if (plan !== undefined && night !== undefined && (candidate === dir || night.shard !== undefined)) return {dir: candidate, plan, night};
	}
	throw new InputError(`--merge ${dir}: there is no part of a night`, {stage: 'night', hint: 'give the folder of a night that `nightly --shard` ended, or of its results'});
}

async function copyRun(from: string, to: string): Promise<void> {
	if (await exists(from)) await fillFolderOnce(to, async temporary => cp(from, temporary, {recursive: true}));
}
