// In: the runs of one prefix of the series, checks first and then counts, and the row before it. Out: its row: does
// it build, what does the compiler say that it did not say before, do the checks pass, what does an IO cost. Pure.
import {z} from 'zod';
import type {RunResult} from '../result/result-schema.js';

/** Rows are kept in a file between two goes, and validated when they are read. */
export const rowSchema = z.object({
	/** The prefix: the last patch's number, 0 for none. */
	patch: z.int().nonnegative(),
	subject: z.string(),
	/** Of the prefix as it was tested; another text is another prefix. */
	seriesHash: z.string(),
	outcome: z.enum(['pass', 'fail', 'untestable']),
	/** One sentence. */
	summary: z.string(),
	/** Lines of the compiler's that no earlier prefix gave. */
	newWarnings: z.array(z.string()).readonly(),
	/** Milliseconds of the compiler's; 0 when the kernel was in the cache. */
	buildMs: z.number(),
	bootMs: z.number(),
	checks: z.object({passed: z.int(), skipped: z.int(), failed: z.array(z.string()).readonly()}).readonly(),
	/** Instructions of work per IO by bench, and against the row before. */
	costs: z.array(z.object({bench: z.string(), work: z.number(), delta: z.number().nullable()}).readonly()).readonly(),
	runIds: z.array(z.string()).readonly(),
}).readonly();

export type EachRow = z.infer<typeof rowSchema>;

export function makeRow({results, before, known}: {
	readonly results: readonly [RunResult, ...RunResult[]];
	readonly before: EachRow | undefined;
	/** Of all prefixes before this one. */
	readonly known: readonly string[];
}): EachRow {
	const [checked] = results;
	const bad = results.find(({outcome}) => outcome !== 'pass') ?? checked;
	const newWarnings = findNewWarnings(results.flatMap(({build}) => build?.warnings ?? []), known);
	const count = (wanted: string): number => checked.checks.filter(({outcome}) => outcome === wanted).length;
	const outcome = bad.outcome === 'broken' ? 'fail' : bad.outcome;
	return {
		patch: checked.series.patch, subject: checked.series.conflict?.subject ?? checked.series.lastSubject ?? '', seriesHash: checked.series.hash ?? '',
		outcome: outcome === 'pass' && newWarnings.length > 0 ? 'fail' : outcome,
		summary: outcome === 'pass' && newWarnings.length > 0 ? `${newWarnings.length} new warnings: ${newWarnings[0]!}` : bad.summary,
		newWarnings,
		buildMs: results.reduce((sum, {build}) => sum + (build === undefined || build.cached ? 0 : build.durationMs), 0),
		bootMs: results.reduce((sum, {boot}) => sum + (boot?.durationMs ?? 0), 0),
		checks: {passed: count('pass'), skipped: count('skip'), failed: checked.checks.filter(({outcome}) => outcome !== 'pass' && outcome !== 'skip').map(({name}) => name)},
		costs: results.flatMap(({measurements}) => measurements).flatMap(({name, value}) => {
			const bench = /^(.*)\.work_insns_per_io$/.exec(name)?.[1];
			if (bench === undefined || value === null) return [];
			const earlier = before?.costs.find(cost => cost.bench === bench)?.work;
			return [{bench, work: value, delta: earlier === undefined ? null : value - earlier}];
		}),
		runIds: results.map(({runId}) => runId),
	};
}

/** Warnings are known by their text: lines move from patch to patch. */
export function findNewWarnings(warnings: readonly string[], known: readonly string[]): readonly string[] {
	const texts = new Set(known.map(withoutPlace));
	return [...new Set(warnings)].filter(line => / warning: /.test(line) && !texts.has(withoutPlace(line)));
}

/** `fs/aio.c:12:3: warning: x` without its line and column. */
function withoutPlace(line: string): string {
	return line.replace(/:\d+(?::\d+)?: /, ': ');
}
