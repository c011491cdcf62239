// In: the counted instructions of a prefix, and those that it is compared with. Out: whether it costs more. Pure.
import {compareCounts} from '../compare/compare-counts.js';
import type {Threshold} from '../compare/comparison.js';
import type {BenchCounts, RunResult} from '../result/result-schema.js';
import type {Verdict} from './search.js';

interface MetricInput {
	readonly result: RunResult;
	readonly bench: string;
	/** Undefined where there is nothing to compare with: at the good end, without a reference. */
	readonly base: BenchCounts | 'no number' | undefined;
	/** Names or globs of functions whose work depends on chance. */
	readonly chance: readonly string[];
	readonly threshold: Threshold;
}

export function judgeMetric({result, bench, base, chance, threshold}: MetricInput): {readonly verdict: Verdict; readonly sentence: string} {
	if (result.outcome !== 'pass') return {verdict: 'skip', sentence: result.summary};
	const head = findCounts(result, bench);
	if (head === undefined) {
		const reason = result.measurements.find(({name}) => name === `${bench}.insns_per_io`)?.reason ?? 'it was not counted';
		return base === 'no number' ? {verdict: 'good', sentence: `no number, as expected: ${reason}`} : {verdict: 'skip', sentence: `no number: ${reason}`};
	}
	if (base === 'no number') return {verdict: 'skip', sentence: 'a number, where none was expected'};
	if (base === undefined) return {verdict: 'good', sentence: 'what the others are compared with'};
	const {verdict, sentence} = compareCounts({base, head, chance, threshold});
	return {verdict: verdict === 'worse' ? 'bad' : 'good', sentence};
}

export function findCounts({counts}: RunResult, bench: string): BenchCounts | undefined {
	return counts?.find(counted => counted.bench === bench);
}
