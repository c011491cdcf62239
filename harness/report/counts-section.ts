// Instructions per IO of the benches that were counted: a table by engine and depth, and every bench by function. Pure.
import type {BenchCounts, RunResult} from '../result/result-schema.js';
import {formatCount, formatNumber} from './format.js';
import type {Cell, Part, Section, Table} from './parts.js';
import {findBench, groupWorkloads, valueOf, type Workload} from './workloads.js';

const functionsShown = 25;
/** What rounds to nothing in a table of hundredths. */
const insnsMin = 0.005;

export function makeCountsSection({measurements, counts = []}: RunResult): readonly Section[] {
	const workloads = groupWorkloads(measurements.filter(({name}) => name.endsWith('insns_per_io')));
	if (workloads.length === 0) return [];
	return [
		{
			id: 'instructions', heading: 'Instructions per IO',
			parts: [
				{type: 'text', text: 'Executed instructions, counted and not sampled. Work is what an IO costs; waiting is the loop that polls the device, whose length is the device\'s.'},
				...workloads.map(makeWorkTable),
			],
		},
		...(counts.length === 0 ? [] : [{id: 'functions', heading: 'Cost per function', parts: counts.map(showFunctions)}]),
	];
}

function makeWorkTable(workload: Workload): Table {
	return {
		type: 'table', caption: `Work, and waiting beside it: ${workload.title}`,
		columns: [{text: 'engine'}, ...workload.depths.map(depth => ({text: `depth ${depth}`, isNumber: true as const}))],
		rows: workload.engines.map(engine => [{text: engine}, ...workload.depths.map((depth): Cell => {
			const bench = findBench(workload, engine, depth);
			const work = valueOf(bench, 'work_insns_per_io');
			if (work !== undefined) {
				const wait = valueOf(bench, 'wait_insns_per_io') ?? 0;
				return {text: formatNumber(work, 2), ...(wait < insnsMin ? {} : {note: `+ ${formatNumber(wait, 2)} waiting`})};
			}
			const whole = bench?.metrics['insns_per_io'];
			return whole === undefined ? {text: ''} : {text: whole.outcome, outcome: whole.outcome, note: whole.reason};
		})]),
	};
}

/** The functions that cost most, and the rest as one row. */
function showFunctions({bench, ios, functions}: BenchCounts, index: number): Part {
	const seen = functions.filter(({insnsPerIo}) => insnsPerIo >= insnsMin);
	const sum = (members: BenchCounts['functions']): number => members.reduce((total, {insnsPerIo}) => total + insnsPerIo, 0);
	const most = Math.max(...seen.map(({insnsPerIo}) => insnsPerIo), 0);
	const shown = seen.slice(0, functionsShown);
	const rest = seen.slice(functionsShown);
	const work = sum(functions.filter(({kind}) => kind === 'work'));
	return {
		type: 'details', isOpen: index === 0, summary: `${bench}: ${formatNumber(work, 2)} instructions of work per IO in ${formatCount(functions.filter(({kind}) => kind === 'work').length, 'function')}`,
		parts: [{
			type: 'table', caption: `${bench}, ${formatNumber(ios)} IOs`,
			columns: [{text: 'function'}, {text: 'instructions per IO', isNumber: true}],
			rows: [
				...shown.map(({name, kind, insnsPerIo}): readonly Cell[] => [
					{text: name, ...(kind === 'wait' ? {note: 'waiting'} : {})}, {text: formatNumber(insnsPerIo, 2), bar: most === 0 ? 0 : insnsPerIo / most},
				]),
				...(rest.length === 0 ? [] : [[{text: formatCount(rest.length, 'other function')}, {text: formatNumber(sum(rest), 2), bar: 0}]]),
			],
		}],
	};
}
