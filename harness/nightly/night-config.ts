// In: the text of the file that says what a night tests, nightly.json or --config. Out: it, validated and with its
// defaults; a wrong field is named with what was expected. Pure.
import {z} from 'zod';
import {parseJson} from '../lib/read-input.js';
import {jobKinds} from './night.js';

const matrixEntry = z.strictObject({
	/** A folder of patches/. */
	target: z.string().min(1),
	/** In the jobs' names instead of the target, where a target stands in several entries. */
	name: z.string().regex(/^[\w.-]+$/, 'letters, digits, dots and dashes').exactOptional(),
	/** Kernel configurations: default, or fragments of kernel-config/. */
	variants: z.array(z.string().regex(/^[a-z0-9-]+$/, 'default, or the name of a fragment in kernel-config/')).min(1).default(['default']),
	kinds: z.array(z.enum(jobKinds)).min(1),
	/** As --tree and --series have them; without them the target's own. */
	tree: z.string().min(1).exactOptional(),
	series: z.string().min(1).exactOptional(),
	/** That its tree cannot be had tonight is no failure. */
	mayBeMissing: z.boolean().default(false),
	/** Names or globs; without them all that a kind is about. */
	checks: z.array(z.string().min(1)).min(1).exactOptional(),
	benches: z.array(z.string().min(1)).min(1).exactOptional(),
});

const nightConfigSchema = z.strictObject({
	matrix: z.array(matrixEntry).min(1),
	limits: z.strictObject({
		/** No job starts, and none goes on, when the jobs have taken so long. */
		minutes: z.number().positive().max(1440).default(45),
		/** For seeing again what looks worse, and for the search for the patch. */
		bisectMinutes: z.number().min(0).max(1440).default(30),
		/** No job starts when less is free where cache and results are. */
		diskGiB: z.number().min(0).default(8),
	}).prefault({}),
	/** Operations of a random check. */
	fuzzOps: z.int().min(1).max(100_000_000).default(20_000),
	/** Boots for times, one sample each. */
	iopsBoots: z.int().min(1).max(100).default(3),
	/** Nights that are kept, with their runs; the rest is removed at the end of a night. */
	retention: z.strictObject({
		nights: z.int().min(1).default(60),
		days: z.int().min(1).default(90),
	}).prefault({}),
});

export type NightConfig = z.infer<typeof nightConfigSchema>;

/** `file` is for messages. @throws InputError */
export function parseNightConfig(text: string, file: string): NightConfig {
	return parseJson(text, nightConfigSchema, {stage: 'night', name: file, describedIn: 'harness/nightly/night-config.ts'});
}
