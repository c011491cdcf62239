// In: a counted run and the runs of the same series at other patches. Out: what each patch costs, as a staircase per bench
// and one table; or how to get there, when there are too few. Pure.
import type {RunResult} from '../result/result-schema.js';
import {findPrefixes} from './find-prefixes.js';
import {formatChange, formatNumber} from './format.js';
import type {Cell, Figure, Section} from './parts.js';

const workMetric = '.work_insns_per_io';

interface Step {
	readonly patch: number;
	readonly work: number;
	/** Since the step before; undefined for the first. */
	readonly change: number | undefined;
}

interface Staircase {
	readonly bench: string;
	readonly steps: readonly Step[];
}

export function makeStairsSection(run: RunResult, others: readonly RunResult[]): readonly Section[] {
	const benches = run.measurements.filter(({name, value}) => name.endsWith(workMetric) && value !== null).map(({name}) => name.slice(0, -workMetric.length));
	if (benches.length === 0) return [];
	const prefixes = findPrefixes(run, others);
	const staircases = benches.map(bench => climb(bench, prefixes)).filter(({steps}) => steps.length > 1);
	const section = {id: 'patches', heading: 'Cost of each patch'} as const;
	// A section without data says in one line how to get some.
	if (staircases.length === 0) return run.series.total === 0 ? [] : [{...section, parts: [{type: 'text', text: `To see what each patch costs: ${tellHow(run, benches[0]!)}`}]}];
	const counted = prefixes.map(({series}) => series.patch);
	return [{
		...section, parts: [
			{type: 'text', text: `Work instructions per IO after each of ${counted.length} prefixes of the series, the newest run of each with the same fingerprint, tree and source. A change is that since the prefix counted before.`},
			{type: 'figures', legend: [], figures: staircases.map((staircase): Figure => plotStaircase(staircase, run.series.total))},
			{type: 'table', caption: 'Work instructions per IO after each patch', columns: [{text: 'patch'}, {text: 'its subject', isLong: true}, ...staircases.map(({bench}) => ({text: bench, isNumber: true as const}))],
				rows: prefixes.filter(({series}) => staircases.some(({steps}) => steps.some(({patch}) => patch === series.patch))).map(prefix => makeRow(prefix, staircases))},
		],
	}];
}

function climb(bench: string, prefixes: readonly RunResult[]): Staircase {
	const steps: Step[] = [];
	for (const {series, measurements} of prefixes) {
		const work = measurements.find(({name}) => name === `${bench}${workMetric}`)?.value ?? undefined;
		if (work === undefined) continue;
		const before = steps.at(-1);
		steps.push({patch: series.patch, work, change: before === undefined ? undefined : work - before.work});
	}
	return {bench, steps};
}

function plotStaircase({bench, steps}: Staircase, total: number): Figure {
	const whole = steps.at(-1)!.work - steps[0]!.work;
	return {
		type: 'figure', size: 'whole', plot: {kind: 'stairs', total, steps},
		caption: `${bench}: work instructions per IO by patch number, ${formatChange(whole)} from ${nameOf(steps[0]!.patch)} to ${nameOf(steps.at(-1)!.patch)}. Dots are what was counted. The axis does not begin at zero.`,
	};
}

function makeRow({series}: RunResult, staircases: readonly Staircase[]): readonly Cell[] {
	return [
		{text: String(series.patch)}, {text: series.patch === 0 ? 'without the series' : series.lastSubject ?? ''},
		...staircases.map(({steps}): Cell => {
			const index = steps.findIndex(({patch}) => patch === series.patch);
			const step = steps[index];
			if (step === undefined) return {text: ''};
			const before = steps[index - 1]?.patch ?? 0;
			// A gap in what was counted puts the work of several patches into one change.
			const since = before < step.patch - 1 ? ` since ${before}` : '';
			return {text: formatNumber(step.work, 2), ...(step.change === undefined ? {} : {note: `${formatChange(step.change)}${since}`})};
		}),
	];
}

function nameOf(patch: number): string {
	return patch === 0 ? 'no patch' : `patch ${patch}`;
}

/** The run's own options that say what is tested, with every prefix. */
function tellHow({command, series}: RunResult, bench: string): string {
	const options = [...command.matchAll(/\s--(?:target|tree|series|variant)(?:=|\s+)\S+/g)].map(([option]) => option).join('');
	const numbers = ['none', ...Array.from({length: series.total}, (_, index) => index + 1)];
	return `for n in ${numbers.join(' ')}; do kernel-test bench --count '${bench}'${options} --patch $n; done, and this report again.`;
}
