// In: what was measured of benches, by metric. Out: benches side by side that differ in engine and depth only. Pure.
import {groupBy} from '../lib/group-by.js';
import {parseBenchName, type BenchParameters} from '../plan/bench-name.js';
import type {Measurement} from '../result/result-schema.js';

export interface MeasuredBench {
	readonly name: string;
	readonly parameters: BenchParameters;
	/** By metric: iops, lat_p50_ns, work_insns_per_io, ... */
	readonly metrics: Readonly<Record<string, Measurement>>;
}

export interface Workload {
	/** `nvme, randread, 4k` */
	readonly title: string;
	readonly engines: readonly string[];
	readonly depths: readonly number[];
	readonly benches: readonly MeasuredBench[];
}

/** Measurements of a name that is no bench's are in no workload. */
export function groupWorkloads(measurements: readonly Measurement[]): readonly Workload[] {
	const benches = new Map<string, MeasuredBench & {metrics: Record<string, Measurement>}>();
	for (const measurement of measurements) {
		const dot = measurement.name.lastIndexOf('.');
		const name = measurement.name.slice(0, Math.max(dot, 0));
		const parameters = parseBenchName(name);
		if (parameters === undefined) continue;
		const bench = benches.get(name) ?? {name, parameters, metrics: {}};
		bench.metrics[measurement.name.slice(dot + 1)] = measurement;
		benches.set(name, bench);
	}
	const groups = groupBy<string, MeasuredBench>([...benches.values()], ({parameters: {device, rw, bsBytes}}) => `${device}, ${rw}, ${bsBytes / 1024}k`);
	return [...groups].map(([title, members]) => ({
		title, benches: members,
		engines: [...new Set(members.map(({parameters}) => parameters.engine))],
		depths: [...new Set(members.map(({parameters}) => parameters.queueDepth))].sort((a, b) => a - b),
	}));
}

export function findBench({benches}: Workload, engine: string, depth: number): MeasuredBench | undefined {
	return benches.find(({parameters}) => parameters.engine === engine && parameters.queueDepth === depth);
}

/** The number of a metric, where there is one. */
export function valueOf(bench: MeasuredBench | undefined, metric: string): number | undefined {
	return bench?.metrics[metric]?.value ?? undefined;
}

/** Engines of all workloads in the order in which they come. */
export function listEngines(workloads: readonly Workload[]): readonly string[] {
	return [...new Set(workloads.flatMap(({engines}) => engines))];
}
