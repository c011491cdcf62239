// In: a counted run, and other runs. Out: those of the same series at each of its patches that may be compared with
// it: same target, tree, source of the series and fingerprint, the newest for each patch number. Pure.
import type {RunResult} from '../result/result-schema.js';

/** By patch number, the run itself among them. */
export function findPrefixes(run: RunResult, others: readonly RunResult[]): readonly RunResult[] {
	if (!isCounted(run)) return [];
	const byPatch = new Map<number, RunResult>();
	const newestLast = others.filter(other => isCounted(other) && mayCompare(run, other)).toSorted((a, b) => a.startedAt < b.startedAt ? -1 : 1);
	for (const other of [...newestLast, run]) byPatch.set(other.series.patch, other);
	return [...byPatch.values()].sort((a, b) => a.series.patch - b.series.patch);
}

function isCounted({counts}: RunResult): boolean {
	return counts !== undefined && counts.length > 0;
}

/** Without any patch there is no last one that could tell series apart, but the source is named all the same. */
function mayCompare(run: RunResult, other: RunResult): boolean {
	return run.fingerprint !== undefined && other.fingerprint?.hash === run.fingerprint.hash
		&& other.target === run.target && other.tree.commit === run.tree.commit
		&& other.series.source === run.series.source && other.series.total === run.series.total;
}
