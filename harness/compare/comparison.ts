// What a comparison of two sides comes to, as data: one verdict a metric, and for counted instructions
// the functions that changed.
import type {Change} from '../result/change-per-io.js';
import type {PatchChoice} from '../series/apply-series.js';
import type {RangeDiff} from '../series/range-diff.js';

/** Where a side's numbers come from. */
export type SideChoice = {readonly kind: 'run'; readonly name: string} | {readonly kind: 'patch'; readonly patch: PatchChoice; /** Instead of the one that the other options name. */ readonly series?: string} | {readonly kind: 'baseline'};

/** `worse` and `better` by the metric's own direction. `unsure`: what was measured does not tell. */
export type Verdict = 'better' | 'worse' | 'same' | 'unsure';

export interface MetricComparison {
	/** The measurement's name. */
	readonly name: string;
	readonly unit: string;
	readonly verdict: Verdict;
	/** Medians; null when a side has no number. */
	readonly base: number | null;
	readonly head: number | null;
	/** One plain sentence. */
	readonly sentence: string;
	/** Of counted instructions: what changed, the largest change first. */
	readonly functions?: readonly FunctionChange[];
}

/** By how much work may change and still be the same: a share of the base, or instructions per IO. */
export type Threshold = {readonly percent: number} | {readonly perIo: number};

/** 0 on the side where the function did not run. */
export interface FunctionChange extends Change {
	readonly name: string;
}

/** What is compared, for the reader and for who repeats it. */
export interface Side {
	/** A run's id, or the patch of the series. */
	readonly name: string;
	readonly boots: number;
}

export interface Comparison {
	readonly schemaVersion: 1;
	readonly target: string;
	readonly base: Side;
	readonly head: Side;
	/** In what the two were measured differently; empty when they are comparable. */
	readonly differences: readonly string[];
	readonly metrics: readonly MetricComparison[];
	readonly outcome: 'pass' | 'fail';
	readonly summary: string;
	/** Of two versions of a series. */
	readonly rangeDiff?: RangeDiff;
}
