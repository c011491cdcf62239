// In: the counted instructions of one bench on two sides. Out: what it costs more or less per IO, and in which
// functions. Two boots of one kernel give the same counts (count-plugin.c says how), so every difference has a
// cause; where it is a random number of the kernel's, the functions are told apart and not judged. Pure.
import picomatch from 'picomatch';
import {isExactBench, parseBenchName} from '../plan/bench-name.js';
import type {BenchCounts} from '../result/result-schema.js';
import type {FunctionChange, MetricComparison, Verdict} from './comparison.js';

interface CountsInput {
	readonly base: BenchCounts;
	readonly head: BenchCounts;
	/** Names or globs of functions whose work depends on chance. */
	readonly chance: readonly string[];
	/** By how much work may change and still be the same, in percent. */
	readonly thresholdPct: number;
}

/** Judged is work: waiting goes with the device, and a bench that is not exact is not judged. */
export function compareCounts({base, head, chance, thresholdPct}: CountsInput): MetricComparison {
	const isChance = picomatch(chance as string[]);
	const sides = [workByFunction(base), workByFunction(head)] as const;
	const names = [...new Set([...sides[0].keys(), ...sides[1].keys()])];
	const changes = names.flatMap((name): FunctionChange[] => {
		const [before, after] = sides.map(side => side.get(name) ?? 0) as [number, number];
		return before === after ? [] : [{name, base: before, head: after, delta: after - before}];
	}).sort((left, right) => Math.abs(right.delta) - Math.abs(left.delta) || (left.name < right.name ? -1 : 1));
	const judged = changes.filter(({name}) => !isChance(name));
	const [before, after] = sides.map(side => sum([...side].filter(([name]) => !isChance(name)).map(([, work]) => work))) as [number, number];
	const delta = sum(judged.map(change => change.delta));
	const verdict = judgeDelta();
	return {
		name: `${base.bench}.work_insns_per_io`, unit: 'insns/io', verdict, base: before, head: after, functions: changes,
		sentence: describe(),
	};

	function judgeDelta(): Verdict {
		const parameters = parseBenchName(base.bench);
		if (parameters === undefined || !isExactBench(parameters)) return 'unsure';
		if (Math.abs(delta) <= before * thresholdPct / 100) return 'same';
		return delta > 0 ? 'worse' : 'better';
	}

	function describe(): string {
		const aside = changes.length === judged.length ? '' : ` (not counting ${changes.filter(({name}) => isChance(name)).map(({name}) => name).join(', ')}, where chance decides)`;
		if (verdict === 'unsure') return `cannot tell: ${signed(delta)} instructions per IO, but this engine's interrupts come when the host has time`;
		if (judged.length === 0) return `same: no function executes one instruction more or less${aside}`;
		if (verdict === 'same') return `same: ${signed(delta)} instructions per IO, within ${thresholdPct} %${aside}`;
		return `${verdict}: ${signed(delta)} instructions per IO (${signed(delta / before * 100)} %), most in ${judged[0]!.name} (${signed(judged[0]!.delta)})${aside}`;
	}
}

/** Work per IO; waiting is left out. */
function workByFunction({ios, functions}: BenchCounts): ReadonlyMap<string, number> {
	return new Map(functions.filter(({kind}) => kind === 'work').map(({name, instructions}) => [name, instructions / ios]));
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

/** Four significant decimals at most, with its sign. */
export function signed(number: number): string {
	const text = String(Number(number.toFixed(4)));
	return number > 0 ? `+${text}` : text;
}
