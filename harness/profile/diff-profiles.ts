// In: the counted runs of two kernels. Out: what changed between them, by bench and function, most first. Two numbers
// are equal when the integers that they are quotients of say so. Pure.
import {isExactName} from '../plan/bench-name.js';
import {byDelta, changePerIo, type Change} from '../result/change-per-io.js';
import {describeDifference} from '../result/fingerprint.js';
import type {BenchCounts, RunResult} from '../result/result-schema.js';
import type {Target} from '../target/target-schema.js';
import {makeLayerFinder} from './layers.js';

export interface FunctionChange extends Change {
	readonly name: string;
	readonly layer: string;
	readonly kind: 'work' | 'wait';
	readonly state: 'same' | 'changed' | 'new' | 'gone';
}

export interface BenchDiff {
	readonly bench: string;
	/** Does another boot of the same kernel execute the same instructions? */
	readonly exact: boolean;
	readonly work: Change;
	readonly wait: Change;
	/** By the size of the delta, then by name. */
	readonly changed: readonly FunctionChange[];
	readonly same: readonly FunctionChange[];
}

export interface DiffedRun {
	readonly runId: string;
	/** How much of the series. */
	readonly patch: string;
	readonly lastSubject: string | undefined;
	readonly tree: string;
}

export interface ProfileDiff {
	readonly base: DiffedRun;
	readonly head: DiffedRun;
	/** What else differs between the runs than tree and series: then the numbers are not comparable exactly. */
	readonly differences: readonly string[];
	readonly benches: readonly BenchDiff[];
	/** Benches that only one of the runs counted, and why as far as it is known. */
	readonly missing: readonly string[];
}

export function diffProfiles({base, head, layers}: {readonly base: RunResult; readonly head: RunResult; readonly layers: Target['layers']}): ProfileDiff {
	const baseCounts = new Map((base.counts ?? []).map(counts => [counts.bench, counts]));
	const headCounts = new Map((head.counts ?? []).map(counts => [counts.bench, counts]));
	const names = [...new Set([...baseCounts.keys(), ...headCounts.keys()])];
	return {
		base: describeRun(base), head: describeRun(head),
		differences: listDifferences(base, head),
		benches: names.flatMap(name => {
			const [before, after] = [baseCounts.get(name), headCounts.get(name)];
			return before === undefined || after === undefined ? [] : [diffBench(before, after, layers)];
		}),
		missing: [...describeMissing(base, names.filter(name => !baseCounts.has(name))), ...describeMissing(head, names.filter(name => !headCounts.has(name)))],
	};
}

function listDifferences(base: RunResult, head: RunResult): readonly string[] {
	const [before, after] = [base, head].map(({measurements}) => measurements.filter(({value}) => value !== null).map(({name}) => name).join());
	return [
		...(base.fingerprint === undefined || head.fingerprint === undefined
			? [`${base.fingerprint === undefined ? base.runId : head.runId} does not say what it was measured with`] : describeDifference(base.fingerprint, head.fingerprint)),
		// The caches of the kernel's allocators are as earlier benches left them.
		...(before === after ? [] : ['benches of the boot: not the same ones, or in another order']),
	];
}

/** One line for each reason. */
function describeMissing(run: RunResult, benches: readonly string[]): readonly string[] {
	const reasonOf = (bench: string): string => run.measurements.find(({name}) => name === `${bench}.insns_per_io`)?.reason ?? '';
	return [...new Set(benches.map(reasonOf))].map(reason =>
		`Not counted in ${describeRun(run).patch}, run ${run.runId}${reason === '' ? '' : ` (${reason})`}: ${benches.filter(bench => reasonOf(bench) === reason).join(', ')}.`);
}

export function describeRun({runId, series, tree}: RunResult): DiffedRun {
	return {
		runId, tree: tree.description, lastSubject: series.lastSubject,
		patch: series.total === 0 ? 'no series' : `patch ${series.patch} of ${series.total}`,
	};
}

function diffBench(base: BenchCounts, head: BenchCounts, layers: Target['layers']): BenchDiff {
	const layerOf = makeLayerFinder(layers);
	const before = new Map(base.functions.map(counted => [counted.name, counted]));
	const after = new Map(head.functions.map(counted => [counted.name, counted]));
	const change = (baseInstructions: number, headInstructions: number): Change =>
		changePerIo({instructions: baseInstructions, ios: base.ios}, {instructions: headInstructions, ios: head.ios});
	const functions = [...new Set([...after.keys(), ...before.keys()])].map((name): FunctionChange => {
		const [baseFunction, headFunction] = [before.get(name), after.get(name)];
		const counts = change(baseFunction?.instructions ?? 0, headFunction?.instructions ?? 0);
		return {
			name, layer: layerOf(name), kind: (headFunction ?? baseFunction)!.kind,
			state: baseFunction === undefined ? 'new' : headFunction === undefined ? 'gone' : counts.delta === 0 ? 'same' : 'changed',
			...counts,
		};
	});
	const sum = (counts: BenchCounts, kind: 'work' | 'wait'): number => counts.functions.filter(counted => counted.kind === kind).reduce((total, {instructions}) => total + instructions, 0);
	return {
		bench: base.bench, exact: isExactName(base.bench),
		work: change(sum(base, 'work'), sum(head, 'work')), wait: change(sum(base, 'wait'), sum(head, 'wait')),
		changed: functions.filter(({state}) => state !== 'same').sort(byDelta),
		same: functions.filter(({state}) => state === 'same'),
	};
}
