// In: the results of both sides' boots. Out: the comparison. Counts are taken from the first result that has any of a
// side, for another boot would give the same; samples of times are gathered from all. Pure.
import picomatch from 'picomatch';
import {describeDifference} from '../result/fingerprint.js';
import type {Measurement, RunResult} from '../result/result-schema.js';
import {compareCounts} from './compare-counts.js';
import {compareSamples} from './compare-samples.js';
import type {Comparison, MetricComparison} from './comparison.js';

export interface ComparedSide {
	readonly name: string;
	readonly results: readonly RunResult[];
}

interface CompareInput {
	readonly base: ComparedSide;
	readonly head: ComparedSide;
	/** Names or globs of what is shown; all without any. */
	readonly benches: readonly string[];
	readonly chance: readonly string[];
	readonly thresholdPct: number;
}

/** Fails when a metric became worse. What was measured with something else is shown and not judged. */
export function compareResults({base, head, benches, chance, thresholdPct}: CompareInput): Comparison {
	const differences = [...new Set([...findDifferences(base, head, 'instructions'), ...findDifferences(base, head, 'time')])];
	const times = compareTimes(base, head);
	const counts = countsOf(base).flatMap(before => {
		const after = countsOf(head).find(({bench}) => bench === before.bench);
		return after === undefined ? [] : [compareCounts({base: before, head: after, chance, threshold: {percent: thresholdPct}})];
	});
	const isShown = benches.length === 0 ? () => true : picomatch(benches as string[]);
	const metrics = [...counts, ...times].filter(({name}) => isShown(name.replace(/\.[^.]+$/, ''))).map((metric): MetricComparison => differences.length === 0
		? metric : {...metric, verdict: 'unsure', sentence: `cannot tell, measured differently (otherwise ${metric.sentence})`});
	const worse = metrics.filter(({verdict}) => verdict === 'worse');
	return {
		schemaVersion: 1, target: head.results[0]?.target ?? '',
		base: {name: base.name, boots: base.results.length}, head: {name: head.name, boots: head.results.length},
		differences, metrics,
		outcome: worse.length === 0 ? 'pass' : 'fail',
		summary: worse.length === 0 ? summarize(metrics) : `${worse.length} of ${metrics.length} metrics became worse: ${worse[0]!.name} ${worse[0]!.sentence}`,
	};
}

/** Two sides may each have counted and timed; like is compared with like. */
function findDifferences(base: ComparedSide, head: ComparedSide, measured: string): readonly string[] {
	const [before, after] = [base, head].map(({results}) => results.find(({fingerprint}) => fingerprint?.parts['measured'] === measured)?.fingerprint);
	return before === undefined || after === undefined ? [] : describeDifference(before, after);
}

function countsOf({results}: ComparedSide): NonNullable<RunResult['counts']> {
	return results.find(({counts}) => counts !== undefined)?.counts ?? [];
}

function compareTimes(base: ComparedSide, head: ComparedSide): readonly MetricComparison[] {
	const [before, after] = [gatherSamples(base), gatherSamples(head)];
	const shared = [...before.values()].filter(({name}) => after.has(name));
	return shared.map(measurement => compareSamples({base: measurement, head: after.get(measurement.name)!, metricCount: shared.length}));
}

/** Each metric once, with the samples of all boots. */
function gatherSamples({results}: ComparedSide): ReadonlyMap<string, Measurement> {
	const gathered = new Map<string, Measurement>();
	for (const measurement of results.flatMap(({measurements}) => measurements)) {
		if (measurement.unit === 'insns/io') continue;
		const before = gathered.get(measurement.name);
		gathered.set(measurement.name, before === undefined ? measurement : {...before, samples: [...before.samples, ...measurement.samples]});
	}
	return gathered;
}

function summarize(metrics: readonly MetricComparison[]): string {
	const count = (verdict: string): number => metrics.filter(metric => metric.verdict === verdict).length;
	const parts = [['better', 'better'], ['same', 'the same'], ['unsure', 'not to be told']] as const;
	const said = parts.filter(([verdict]) => count(verdict) > 0).map(([verdict, words]) => `${count(verdict)} ${words}`);
	return said.length === 0 ? 'the sides share no metric' : `no metric became worse: ${said.join(', ')}`;
}
