// In: a job's IOPS and latencies of several nights. Out: one number a night for each metric, without what the host did to all
// engines alike. A busy host makes every engine slow, under TCG by a factor of two, so the number is a logarithm less the
// weather of its boot: the median, over the engines that every kernel has, of how far theirs are from their own usual
// (one step of Tukey's median polish, Exploratory Data Analysis, 1977). Pure.
import {median} from '../compare/rank-test.js';
import {isMainlineEngine, parseBenchName} from '../plan/bench-name.js';
import type {JobResult, NightMetric} from './night.js';

/** With fewer engines the weather is not known, and a number stands as it is. */
const referencesMin = 3;

/** By name: a value a night, in the order of the nights; undefined in a night without the number. */
export function valueNights(metrics: readonly NightMetric[], nights: readonly JobResult[]): ReadonlyMap<string, ReadonlyArray<number | undefined>> {
	const logs = new Map(metrics.map(metric => [metric.name, nights.map(night => logsOf(night, metric))]));
	const centred = new Map([...logs].map(([name, own]) => {
		const usual = median(own.flatMap(samples => samples ?? []));
		return [name, own.map(samples => samples?.map(sample => sample - usual))];
	}));
	const weathers = new Map<string, ReadonlyArray<Weather | undefined>>();
	return new Map(metrics.map(({name}) => {
		const references = listReferences(name, metrics);
		const weather = weathers.get(references.join()) ?? nights.map((_, night) => readWeather(references.flatMap(reference => centred.get(reference)![night] === undefined ? [] : [centred.get(reference)![night]!])));
		weathers.set(references.join(), weather);
		return [name, logs.get(name)!.map((samples, night) => samples === undefined ? undefined : mean(takeWeather(samples, weather[night])))];
	}));
}

/** Boot by boot where all have as many, and that of the whole night. */
interface Weather {
	readonly boots: readonly number[];
	readonly night: number;
}

function readWeather(references: ReadonlyArray<readonly number[]>): Weather | undefined {
	if (references.length < referencesMin) return undefined;
	const [{length: boots}] = references as [readonly number[]];
	return {
		night: median(references.map(mean)),
		boots: references.every(({length}) => length === boots) ? Array.from({length: boots}, (_, boot) => median(references.map(logs => logs[boot]!))) : [],
	};
}

function takeWeather(samples: readonly number[], weather: Weather | undefined): readonly number[] {
	return samples.map((sample, boot) => sample - (weather?.boots.length === samples.length ? weather.boots[boot]! : weather?.night ?? 0));
}

/** The same measure of the same kind of IO on the same device by other engines, of an interface that no series brings. */
function listReferences(name: string, metrics: readonly NightMetric[]): readonly string[] {
	const own = split(name);
	return own === undefined ? [] : metrics.map(other => other.name).filter(otherName => {
		const other = otherName === name ? undefined : split(otherName);
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
