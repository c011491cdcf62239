// In: a night's configuration. Out: its jobs, and the parts into which several machines may split them. Pure.
import {z} from 'zod';
import {InputError} from '../errors.js';
import {groupBy} from '../lib/group-by.js';
import {jobSchema, type Job} from './night.js';
import {folderName} from '../result/result-schema.js';
import type {NightConfig} from './night-config.js';

/** What a night set out to do, written before its first job. */
export const nightPlanSchema = z.object({
	schemaVersion: z.literal(1),
	nightId: folderName,
	startedAt: z.iso.datetime(),
	configHash: z.string(),
	/** Of everything besides that a job's result depends on and that is at hand: series, checks, kernel configurations. */
	inputsHash: z.string(),
	starts: z.int().positive(),
	/** `1/3`: the first of three parts. */
	shard: z.string().exactOptional(),
	jobs: z.array(jobSchema),
});

export type NightPlan = z.infer<typeof nightPlanSchema>;

/** A part of a night: `index` counts from 1. */
export interface Shard {
	readonly index: number;
	readonly count: number;
}

/** In the order of the matrix. @throws InputError when two jobs have one name. */
export function planJobs({matrix, fuzzOps, iopsBoots}: NightConfig, seed: number): readonly Job[] {
	const jobs = matrix.flatMap(({target, name = target, variants, kinds, tree, series, mayBeMissing, checks, benches}) => variants.flatMap(variant => kinds.map((kind): Job => ({
		id: `${name}/${variant}/${kind}`, target, variant, kind,
		...(tree === undefined ? {} : {tree}), ...(series === undefined ? {} : {series}),
		...(mayBeMissing ? {mayBeMissing} : {}),
		...(checks !== undefined && (kind === 'checks' || kind === 'fuzz') ? {checks} : {}),
		...(benches !== undefined && (kind === 'counts' || kind === 'iops') ? {benches} : {}),
		...(kind === 'fuzz' ? {fuzz: {seed, ops: fuzzOps}} : {}),
		...(kind === 'iops' ? {boots: iopsBoots} : {}),
	}))));
	const twice = jobs.find(({id}, index) => jobs.findIndex(other => other.id === id) !== index);
	if (twice !== undefined) throw new InputError(`the matrix has ${twice.id} twice`, {stage: 'night', hint: 'give one of its entries a name'});
	return jobs;
}

/** Jobs of one kernel stay together, so that no two machines build it. In the order of the matrix. */
export function listParts(jobs: readonly Job[]): ReadonlyArray<readonly Job[]> {
	return [...groupBy(jobs, ({target, variant, tree, series}) => JSON.stringify([target, variant, tree, series])).values()];
}

/**
 * A part's jobs: the longest kernels are dealt out first, each to the part that has the least to do. Every machine comes
 * to the same parts. `timeScaleOf`: by how much a variant's kernel is slower.
 */
export function pickShard(jobs: readonly Job[], {index, count}: Shard, timeScaleOf: (job: Job) => number): readonly Job[] {
	const costOf = (part: readonly Job[]): number => part.reduce((sum, job) => sum + expectedCost[job.kind] * timeScaleOf(job), 0);
	const shards = Array.from({length: count}, (): Job[] => []);
	for (const part of [...listParts(jobs)].sort((left, right) => costOf(right) - costOf(left))) {
		shards.reduce((least, other) => costOf(other) < costOf(least) ? other : least).push(...part);
	}
	const picked = shards[index - 1]!;
	return jobs.filter(job => picked.includes(job));
}

/** In half minutes of an emulated CPU. */
const expectedCost: Readonly<Record<Job['kind'], number>> = {checks: 1, fuzz: 2, counts: 1, iops: 3};

/** As a matrix of GitHub's takes it: a runner for each kernel. */
export function makeRunnerMatrix(jobs: readonly Job[], timeScaleOf: (job: Job) => number): {readonly include: ReadonlyArray<{readonly shard: string; readonly name: string; readonly jobs: readonly string[]}>} {
	const count = listParts(jobs).length;
	return {include: Array.from({length: count}, (_, at) => {
		const picked = pickShard(jobs, {index: at + 1, count}, timeScaleOf);
		const [first] = picked;
		return {shard: `${at + 1}/${count}`, name: first === undefined ? 'nothing' : first.id.slice(0, first.id.lastIndexOf('/')), jobs: picked.map(({id}) => id)};
	})};
}
