// What a night is: the jobs of a matrix, what came of each, and what there is to tell in the morning. Each night is one
// file, night.json in results/nightly/<night id>/, and all of them together are the history.
import {z} from 'zod';
import {checkResult, folderName, measurement} from '../result/result-schema.js';

export const jobKinds = ['checks', 'fuzz', 'counts', 'iops'] as const;

export const jobSchema = z.object({
	/** `<target>/<variant>/<kind>`, unique in a night. */
	id: z.string(),
	target: folderName,
	variant: z.string(),
	kind: z.enum(jobKinds),
	/** As --tree and --series have them; without them the target's own. */
	tree: z.string().exactOptional(),
	series: z.string().exactOptional(),
	/** A tree that cannot be fetched tonight is said, and no failure. */
	mayBeMissing: z.literal(true).exactOptional(),
	/** Names or globs; without them all that the kind is about. */
	checks: z.array(z.string()).exactOptional(),
	benches: z.array(z.string()).exactOptional(),
	/** Of random checks: drawn anew each night. */
	fuzz: z.object({seed: z.int().nonnegative(), ops: z.int().positive()}).exactOptional(),
	/** Of times: how often it is booted. */
	boots: z.int().positive().exactOptional(),
});

/** A number of this night. Times have one sample for each boot. */
const metricSchema = measurement.pick({name: true, unit: true, better: true, samples: true}).extend({
	/** The same in every boot of the same kernel: instructions. */
	exact: z.boolean(),
	value: z.number(),
	/** Numbers with equal ones may be compared. */
	fingerprint: z.string(),
});

export const jobResultSchema = z.object({
	job: jobSchema,
	/** `missing`: what it takes could not be fetched. `not-run`: the night had no time for it. */
	outcome: z.enum(['pass', 'fail', 'untestable', 'broken', 'missing', 'not-run']),
	/** One sentence; empty for what passed. */
	reason: z.string(),
	/** In results/<target>/: the run, and those that were made to confirm what it found. */
	runIds: z.array(folderName),
	durationMs: z.int().nonnegative(),
	/** What was tested. */
	subject: z.object({
		tree: z.string(), commit: z.string(), seriesHash: z.string(), patches: z.int().nonnegative(), lastSubject: z.string(),
		/** Of the build, in the cache. */
		kernel: z.string(),
	}).exactOptional(),
	/** One outcome for each run, in the order of runIds; the reason is that of the first that is neither pass nor skip. */
	checks: z.array(z.object({name: z.string(), outcomes: z.array(checkResult.shape.outcome), reason: z.string()})),
	metrics: z.array(metricSchema),
});

/** What was found by the search over the prefixes of the series. */
export const guiltSchema = z.object({
	/** A whole sentence, also when the search found nothing or had no time. */
	sentence: z.string(),
	patch: z.int().positive().exactOptional(),
	subject: z.string().exactOptional(),
	/** Which functions execute more, as lines for a person. */
	functions: z.array(z.string()),
	/** Commands that reproduce it. */
	reproduce: z.array(z.string()),
	/** In results/<target>/: the runs that the search made. */
	runIds: z.array(folderName).exactOptional(),
});

export const findingKinds = ['check-failed', 'check-flaky', 'check-mended', 'metric-worse', 'metric-better', 'not-tested'] as const;

export const findingSchema = z.object({
	kind: z.enum(findingKinds),
	/** The job's id. */
	job: z.string(),
	/** Check or metric; empty for a whole job. */
	name: z.string(),
	/** For a person: what, by how much, since when. */
	sentence: z.string(),
	/** The first night that had it; tonight's own when it is new. */
	since: z.string(),
	/** Of a metric. */
	change: z.object({base: z.number(), head: z.number(), unit: z.string(), baseNight: z.string()}).exactOptional(),
	/** A flaky check's failures, over the nights of the history in which the kernel was the same. */
	rate: z.object({failed: z.int().nonnegative(), runs: z.int().positive()}).exactOptional(),
	guilt: guiltSchema.exactOptional(),
});

export const nightSchema = z.object({
	schemaVersion: z.literal(1),
	/** Sorts by time. */
	nightId: folderName,
	startedAt: z.iso.datetime(),
	durationMs: z.int().nonnegative(),
	/** Of the configuration that it ran with. */
	configHash: z.string(),
	/** How often it was started: more than once when it was killed. */
	starts: z.int().positive(),
	/** A part of a night, as --shard has it: no history, until the parts are merged. */
	shard: z.string().exactOptional(),
	jobs: z.array(jobResultSchema),
	findings: z.array(findingSchema),
	/** 0, 1 or 128, as the command's exit code. */
	exitCode: z.int().nonnegative(),
	/** One sentence for a person. */
	summary: z.string(),
});

export type Job = z.infer<typeof jobSchema>;
export type JobResult = z.infer<typeof jobResultSchema>;
export type NightMetric = z.infer<typeof metricSchema>;
export type Guilt = z.infer<typeof guiltSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type Night = z.infer<typeof nightSchema>;

/** What has to be seen again before anybody is told. */
export type Suspicion =
	| {readonly kind: 'check'; readonly job: string; readonly name: string}
	| {readonly kind: 'metric'; readonly job: string; readonly name: string; readonly exact: boolean; readonly base: {readonly nightId: string; readonly value: number; readonly runId: string}};

/** What seeing it again came to. Of a check, what the boots said stands in its job's result. */
export interface Confirmation {
	readonly suspicion: Suspicion;
	/** `unknown`: it could not be seen again tonight. */
	readonly outcome: 'confirmed' | 'refuted' | 'unknown';
	/** What was seen, or why nothing. */
	readonly sentence: string;
}

/** The JSON Schema that outside readers get, committed as results/night-schema.json. */
export function makeNightSchema(): object {
	return z.toJSONSchema(nightSchema);
}
