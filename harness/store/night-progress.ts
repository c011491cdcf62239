// What a night has done so far, in files of its folder results/nightly/<night id>/: its plan, then a file for each job that
// came to its end, each whole or not there. A night that was killed goes on from them.
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {exists, shortHash} from '../lib/files.js';
import {readWhole, writeJson} from '../lib/json-file.js';
import {jobResultSchema, type Job, type JobResult} from '../nightly/night.js';
import {nightPlanSchema, type NightPlan} from '../nightly/plan-night.js';

type Place = Pick<Context, 'resultsDir'>;

export function nightDirOf(nightId: string, {resultsDir}: Place): string {
	return path.join(resultsDir, 'nightly', nightId);
}

/** Held by the night that runs. */
export function nightLockOf({resultsDir}: Place): string {
	return path.join(resultsDir, 'nightly', 'lock');
}

/** Plans of nights that have no night.json. What cannot be read, or is of another night, is none. */
export async function listUnfinished(ctx: Place): Promise<readonly NightPlan[]> {
	const names = await readdir(path.join(ctx.resultsDir, 'nightly')).catch(() => [] as string[]);
	const plans = await Promise.all(names.map(async name => {
		const dir = nightDirOf(name, ctx);
		const plan = await exists(path.join(dir, 'night.json')) ? undefined : await readPlan(dir);
		return plan?.nightId === name ? plan : undefined;
	}));
	return plans.filter(plan => plan !== undefined);
}

export async function readPlan(nightDir: string): Promise<NightPlan | undefined> {
	return readWhole(path.join(nightDir, 'plan.json'), nightPlanSchema);
}

export async function writePlan(plan: NightPlan, ctx: Place): Promise<void> {
	await writeJson(path.join(nightDirOf(plan.nightId, ctx), 'plan.json'), plan);
}

export async function readJob(nightDir: string, job: Job): Promise<JobResult | undefined> {
	return readWhole(jobFileOf(nightDir, job), jobResultSchema);
}

export async function writeJob(nightDir: string, result: JobResult): Promise<void> {
	await writeJson(jobFileOf(nightDir, result.job), result);
}

function jobFileOf(nightDir: string, {id}: Job): string {
	return path.join(nightDir, 'jobs', `${id.replaceAll('/', '-')}-${shortHash(id).slice(0, 4)}.json`);
}
