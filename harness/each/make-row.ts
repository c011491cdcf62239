// In: the runs of one prefix of the series, checks first and then counts, and the row before it. Out: its row: does
// it build, what does the compiler say that it did not say before, do the checks pass, what does an IO cost. Pure.
import type {RunResult} from '../result/result-schema.js';

export interface EachRow {
	/** The prefix: the last patch's number, 0 for none. */
	readonly patch: number;
	readonly subject: string;
	/** Of the prefix as it was tested; another text is another prefix. */
	readonly seriesHash: string;
	readonly outcome: 'pass' | 'fail' | 'untestable';
	/** One sentence. */
	readonly summary: string;
	/** Lines of the compiler's that no earlier prefix gave. */
	readonly newWarnings: readonly string[];
	/** Milliseconds of the compiler's; 0 when the kernel was in the cache. */
	readonly buildMs: number;
	readonly bootMs: number;
	readonly checks: {readonly passed: number; readonly skipped: number; readonly failed: readonly string[]};
	/** Instructions of work per IO by bench, and against the row before. */
	readonly costs: ReadonlyArray<{readonly bench: string; readonly work: number; readonly delta: number | null}>;
	readonly runIds: readonly string[];
}

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
