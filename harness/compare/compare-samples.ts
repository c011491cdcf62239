// In: one time-based metric's samples on two sides, a boot each. Out: better, worse, same or cannot tell. Pure.
import type {Measurement} from '../result/result-schema.js';
import type {MetricComparison, Verdict} from './comparison.js';
import {mannWhitneyP, median, ratioInterval} from './rank-test.js';

/** Below so many boots a side nothing is said, as google/benchmark's compare.py warns. */
export const samplesMin = 9;
/** Of one false alarm in a whole comparison; divided among its metrics (Bonferroni). */
const alarmProbability = 0.01;
/** A ratio of medians that lies in here for certain is no change that anybody would act on. */
const sameRatio = [0.95, 1.05] as const;

interface SamplesInput {
	readonly base: Measurement;
	readonly head: Measurement;
	/** How many metrics the comparison has: the more, the stronger the evidence wanted of each. */
	readonly metricCount: number;
}

export function compareSamples({base, head, metricCount}: SamplesInput): MetricComparison {
	const fewest = Math.min(base.samples.length, head.samples.length);
	const common = {name: base.name, unit: base.unit, base: medianOf(base.samples), head: medianOf(head.samples)};
	if (fewest < samplesMin) return {...common, verdict: 'unsure', sentence: `cannot tell: ${fewest} samples a side, ${samplesMin} are the least`};
	const probability = mannWhitneyP(base.samples, head.samples);
	const alpha = alarmProbability / metricCount;
	const [low, high] = ratioInterval(base.samples, head.samples, 0.99);
	const interval = `${percent(low)} to ${percent(high)}, p ${probability < 0.0001 ? '< 0.0001' : probability.toFixed(4)}`;
	const verdict = judge();
	return {...common, verdict, sentence: `${verdict === 'unsure' ? 'cannot tell' : verdict}: ${interval}`};

	function judge(): Verdict {
		if (probability < alpha && (low > 1 || high < 1)) return (low > 1) === (base.better === 'higher') ? 'better' : 'worse';
		return low >= sameRatio[0] && high <= sameRatio[1] ? 'same' : 'unsure';
	}
}

function medianOf(samples: readonly number[]): number | null {
	return samples.length === 0 ? null : median(samples);
}

/** A ratio as a change. */
function percent(ratio: number): string {
	const change = (ratio - 1) * 100;
	return `${change >= 0 ? '+' : ''}${change.toFixed(1)} %`;
}
