// What a night is about to do: its configuration, checked before anything is booted, and the night that goes on because
// it was killed, or else a new one.
import {randomInt} from 'node:crypto';
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {listFragments, readFragments} from './build/kernel-config.js';
import {readVariantSettings} from './build/variant-settings.js';
import type {Context} from './context.js';
import {HarnessError, InputError} from './errors.js';
import {listChecks} from './image/build-guest-tools.js';
import {hashFile, hashTree, nameByTime, shortHash} from './lib/files.js';
import {readInput} from './lib/read-input.js';
import {chooseNight} from './nightly/choose-night.js';
import {planJob} from './nightly/job-request.js';
import type {Job} from './nightly/night.js';
import {parseNightConfig, type NightConfig} from './nightly/night-config.js';
import {pickShard, planJobs, type NightPlan, type Shard} from './nightly/plan-night.js';
import {planRun} from './plan/plan.js';
import {listUnfinished, writePlan} from './store/night-progress.js';
import {loadTarget} from './target/load-target.js';

export interface NightRequest {
	readonly configFile: string;
	/** Only a part of the night is run, and not judged until it is merged. */
	readonly shard?: Shard | undefined;
}

export interface PlannedNight {
	readonly config: NightConfig;
	readonly configHash: string;
	/** Of the part that was asked for. */
	readonly jobs: readonly Job[];
	readonly timeScaleOf: (job: Job) => number;
}

/** @throws InputError for a configuration that cannot be run: it names file, job and field. */
export async function planNight({configFile, shard}: NightRequest, ctx: Context): Promise<PlannedNight> {
	const {text} = await readInput(configFile, {stage: 'night', name: `--config ${configFile}`});
	const config = parseNightConfig(text, configFile);
	const all = await nameFile(configFile, async () => planJobs(config, randomInt(2 ** 32)));
	const scales = new Map<string, number>();
	for (const job of all) scales.set(job.id, await nameFile(`${configFile}: ${job.id}`, async () => checkJob(job, ctx)));
	const timeScaleOf = ({id}: Job): number => scales.get(id)!;
	return {config, configHash: shortHash(JSON.stringify(config)), jobs: shard === undefined ? all : pickShard(all, shard, timeScaleOf), timeScaleOf};
}

/** The night that was interrupted, or a new one. */
export async function openNight({config, configHash, jobs}: PlannedNight, part: Shard | undefined, ctx: Context): Promise<NightPlan> {
	const shard = part === undefined ? {} : {shard: `${part.index}/${part.count}`};
	const asked = {configHash, inputsHash: await hashInputs(config, ctx), ...shard};
	const before = chooseNight(await listUnfinished(ctx), {...asked, nowMs: Date.now()});
	const plan: NightPlan = before === undefined
		? {schemaVersion: 1, nightId: nameByTime(), startedAt: new Date().toISOString(), ...asked, starts: 1, jobs: [...jobs]}
		: {...before, starts: before.starts + 1};
	if (before !== undefined) ctx.emit({type: 'notice', stage: 'night', text: `going on with ${plan.nightId}, which was interrupted`});
	await writePlan(plan, ctx);
	return plan;
}

/** Returns how many times slower than usual its kernel is. @throws InputError for a job that could never run. */
async function checkJob(job: Job, ctx: Context): Promise<number> {
	const target = await loadTarget(job.target, ctx);
	const fragments = await readFragments(listFragments(target, job.variant), ctx);
	planRun({target, allChecks: await listChecks(ctx), request: planJob(job)});
	return readVariantSettings(fragments).timeScale;
}

async function nameFile<T>(place: string, action: () => Promise<T>): Promise<T> {
	try {
		return await action();
	} catch (error) {
		if (!(error instanceof HarnessError)) throw error;
		throw new InputError(`${place}: ${error.message}`, {stage: 'night', cause: error, ...(error.hint === undefined ? {} : {hint: error.hint})});
	}
}

/** A night goes on only with what it began with: the series at hand, the checks, the kernels' configurations. */
async function hashInputs({matrix}: NightConfig, ctx: Context): Promise<string> {
	const dirs = ['guest-tools', 'kernel-config', ...new Set(matrix.map(({target}) => path.join('patches', target)))].map(dir => path.join(ctx.projectDir, dir));
	const series = [...new Set(matrix.flatMap(({series}) => series ?? []))];
	const hashes = await Promise.all([...dirs, ...series].map(async place => {
		const found = await stat(place).catch(() => undefined);
		return found === undefined ? place : found.isDirectory() ? hashTree(place) : hashFile(place);
	}));
	return shortHash(...hashes);
}
