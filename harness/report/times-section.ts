// IOPS and latency of the benches that were timed: a plot and a table of each workload. Pure.
import type {RunResult} from '../result/result-schema.js';
import {styleEngines, type EngineStyle} from './engine-style.js';
import {formatMicros, formatNumber} from './format.js';
import type {Cell, Figure, Part, Section, Table} from './parts.js';
import {findBench, groupWorkloads, listEngines, valueOf, type MeasuredBench, type Workload} from './workloads.js';

/** The sentence that stands beside every number that is a time. */
export function describeAccel({boot}: Pick<RunResult, 'boot'>): string {
	return boot?.accel === 'kvm'
		? 'Measured under KVM, on the processor of the host.'
		: 'Measured under TCG, on an emulated processor: these numbers compare inside this one run only.';
}

export function makeTimesSection(result: RunResult): readonly Section[] {
	const workloads = groupWorkloads(result.measurements.filter(({name}) => /\.(?:iops|lat_p\d+(?:_\d+)?_ns)$/.test(name)));
	if (workloads.length === 0) return [];
	const styles = styleEngines(listEngines(workloads));
	return [{
		id: 'time', heading: 'IOPS and latency',
		parts: [
			{type: 'text', text: describeAccel(result)},
			...showFigures(workloads.flatMap(workload => plotIops(workload, styles)), styles),
			...workloads.map(makeIopsTable),
			...showFigures(workloads.flatMap(workload => plotLatency(workload, styles)), styles),
			...workloads.flatMap(makeLatencyTable),
		],
	}];
}

function showFigures(figures: readonly Figure[], styles: readonly EngineStyle[]): readonly Part[] {
	const drawn = new Set(figures.flatMap(({plot}) => plot.kind === 'stairs' ? [] : plot.lines.map(({style}) => style.engine)));
	return figures.length === 0 ? [] : [{type: 'figures', figures, legend: styles.filter(({engine}) => drawn.has(engine))}];
}

/** A line takes two depths; with fewer the table says it all. */
function plotIops(workload: Workload, styles: readonly EngineStyle[]): readonly Figure[] {
	const lines = linesOf(workload, styles, engine => workload.depths.flatMap(depth => {
		const iops = valueOf(findBench(workload, engine, depth), 'iops');
		return iops === undefined ? [] : [{x: depth, y: iops}];
	}));
	if (!lines.some(({points}) => points.length > 1)) return [];
	return [{
		type: 'figure', size: 'whole', caption: `IOPS by queue depth: ${workload.title}. Higher is better.`,
		plot: {kind: 'iops', lines, ticks: workload.depths.map(depth => ({x: depth, text: String(depth)}))},
	}];
}

/** The percentiles, from their metrics: lat_p99_9_ns is 99.9. */
function listPercentiles(benches: readonly MeasuredBench[]): ReadonlyArray<{metric: string; percent: number}> {
	const metrics = new Set(benches.flatMap(bench => Object.keys(bench.metrics).filter(metric => metric.startsWith('lat_p') && valueOf(bench, metric) !== undefined)));
	return [...metrics].map(metric => ({metric, percent: Number(metric.slice('lat_p'.length, -'_ns'.length).replace('_', '.'))})).sort((a, b) => a.percent - b.percent);
}

function plotLatency(workload: Workload, styles: readonly EngineStyle[]): readonly Figure[] {
	const percentiles = listPercentiles(workload.benches);
	if (percentiles.length < 2) return [];
	return workload.depths.flatMap((depth): readonly Figure[] => {
		const lines = linesOf(workload, styles, engine => percentiles.flatMap(({metric}, index) => {
			const latency = valueOf(findBench(workload, engine, depth), metric);
			// Zero has no place on a logarithmic axis.
			return latency === undefined || latency <= 0 ? [] : [{x: index, y: latency / 1000}];
		}));
		return lines.length === 0 ? [] : [{
			type: 'figure', size: 'half', caption: `Latency by percentile: ${workload.title}, queue depth ${depth}. Lower is better; the axis is logarithmic.`,
			plot: {kind: 'latency', lines, ticks: percentiles.map(({percent}, index) => ({x: index, text: `p${percent}`}))},
		}];
	});
}

function linesOf({engines}: Workload, styles: readonly EngineStyle[], pointsOf: (engine: string) => ReadonlyArray<{x: number; y: number}>) {
	return styles.filter(({engine}) => engines.includes(engine)).map(style => ({style, points: pointsOf(style.engine)})).filter(({points}) => points.length > 0);
}

function makeIopsTable(workload: Workload): Table {
	return {
		type: 'table', caption: `IOPS: ${workload.title}`,
		columns: [{text: 'engine'}, ...workload.depths.map(depth => ({text: `depth ${depth}`, isNumber: true as const}))],
		rows: workload.engines.map(engine => [{text: engine}, ...workload.depths.map(depth => showValue(findBench(workload, engine, depth), 'iops', formatNumber))]),
	};
}

function makeLatencyTable(workload: Workload): readonly Table[] {
	const percentiles = listPercentiles(workload.benches);
	if (percentiles.length === 0) return [];
	return [{
		type: 'table', caption: `Latency in microseconds: ${workload.title}`,
		columns: [{text: 'engine'}, {text: 'depth', isNumber: true}, ...percentiles.map(({percent}) => ({text: `p${percent}`, isNumber: true as const}))],
		rows: workload.engines.flatMap(engine => workload.depths.flatMap(depth => {
			const bench = findBench(workload, engine, depth);
			if (bench === undefined || !percentiles.some(({metric}) => valueOf(bench, metric) !== undefined)) return [];
			return [[{text: engine}, {text: String(depth)}, ...percentiles.map(({metric}) => showValue(bench, metric, formatMicros))]];
		})),
	}];
}

/** A number, or why there is none. */
export function showValue(bench: MeasuredBench | undefined, metric: string, format: (value: number) => string): Cell {
	const measurement = bench?.metrics[metric];
	if (measurement === undefined) return {text: ''};
	return measurement.value === null
		? {text: measurement.outcome, outcome: measurement.outcome, ...(measurement.reason === '' ? {} : {note: measurement.reason})}
		: {text: format(measurement.value)};
}
