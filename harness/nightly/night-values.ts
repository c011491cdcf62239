// In: a job's IOPS and latencies of several nights. Out: one number a night for each metric, without what the host did to all
// engines alike. A busy host makes every engine slow, under TCG by a factor of two, so the number is a logarithm less the
// weather of its boot: the median, over the engines that every kernel has, of how far theirs are from their own usual
// (one step of Tukey's median polish, Exploratory Data Analysis, 1977). Pure.
import {median} from '../compare/rank-test.js';
import {isMainlineEngine, parseBenchName} from '../plan/bench-name.js';
import type {JobResult, NightMetric} from './night.js';

/** With fewer engines the weather is not known, and a number stands as it is. */
const referencesMin = 3;

/** Of one metric: a value a night, in the order of the nights; undefined in a night without it. */
export function valueNights(metric: NightMetric, nights: readonly JobResult[]): ReadonlyArray<number | undefined> {
	const own = nights.map(night => logsOf(night, metric));
	const references = listReferences(metric, nights[0]!).map(reference => nights.map(night => logsOf(night, reference)));
	const centred = references.map(logs => {
		const usual = median(logs.flatMap(samples => samples ?? []));
		return logs.map(samples => samples?.map(sample => sample - usual));
	});
	return own.map((samples, night) => samples === undefined ? undefined : mean(takeWeather(samples, centred.flatMap(logs => logs[night] === undefined ? [] : [logs[night]]))));
}

/** Sample by sample where each is of the same boot, else all at once. */
function takeWeather(samples: readonly number[], references: ReadonlyArray<readonly number[]>): readonly number[] {
	if (references.length < referencesMin) return samples;
	if (references.every(({length}) => length === samples.length)) return samples.map((sample, boot) => sample - median(references.map(logs => logs[boot]!)));
	const weather = median(references.map(mean));
	return samples.map(sample => sample - weather);
}

/** The same measure of the same kind of IO on the same device by other engines, of an interface that no series brings. */
function listReferences({name}: NightMetric, {metrics}: JobResult): readonly NightMetric[] {
	const own = split(name);
	return own === undefined ? [] : metrics.filter(metric => {
		const other = metric.name === name ? undefined : split(metric.name);
		return other !== undefined && isMainlineEngine(other.engine) && other.device === own.device && other.rw === own.rw && other.measure === own.measure;
	});
}

function split(name: string): {readonly device: string; readonly engine: string; readonly rw: string; readonly measure: string} | undefined {
	const at = name.lastIndexOf('.');
	const bench = parseBenchName(name.slice(0, at));
	return bench === undefined ? undefined : {...bench, measure: name.slice(at + 1)};
}

/** Undefined without a number, or with one that has no logarithm. */
function logsOf({metrics}: JobResult, {name, fingerprint}: NightMetric): readonly number[] | undefined {
	const samples = metrics.find(metric => metric.name === name && metric.fingerprint === fingerprint)?.samples.filter(sample => sample > 0);
	return samples === undefined || samples.length === 0 ? undefined : samples.map(Math.log);
}

/** Without the upper and the lower fifth: nearly all of the mean's power where samples are normal, and little of what strays. */
export function mean(samples: readonly number[]): number {
	const cut = Math.floor(samples.length / 5);
	const kept = [...samples].sort((left, right) => left - right).slice(cut, samples.length - cut);
	return kept.reduce((sum, sample) => sum + sample, 0) / kept.length;
}
