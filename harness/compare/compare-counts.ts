// In: the counted instructions of one bench on two sides. Out: what it costs more or less per IO, and in which
// functions. Two boots of one kernel give the same counts (count-plugin.c says how), so every difference has a
// cause; where it is a random number of the kernel's, the functions are told apart and not judged. Pure.
import picomatch from 'picomatch';
import {isExactName} from '../plan/bench-name.js';
import {byDelta, changePerIo, type Change} from '../result/change-per-io.js';
import type {BenchCounts} from '../result/result-schema.js';
import type {FunctionChange, MetricComparison, Threshold, Verdict} from './comparison.js';

interface CountsInput {
	readonly base: BenchCounts;
	readonly head: BenchCounts;
	/** Names or globs of functions whose work depends on chance. */
	readonly chance: readonly string[];
	readonly threshold: Threshold;
}

/** Judged is work: waiting goes with the device, and a bench that is not exact is not judged. */
export function compareCounts({base, head, chance, threshold}: CountsInput): MetricComparison {
	const isChance = picomatch(chance as string[]);
	const [before, after] = [workByFunction(base), workByFunction(head)];
	const change = (baseInstructions: number, headInstructions: number): Change =>
		changePerIo({instructions: baseInstructions, ios: base.ios}, {instructions: headInstructions, ios: head.ios});
	const changes = [...new Set([...before.keys(), ...after.keys()])]
		.map((name): FunctionChange => ({name, ...change(before.get(name) ?? 0, after.get(name) ?? 0)}))
		.filter(({delta}) => delta !== 0).sort(byDelta);
	const judged = changes.filter(({name}) => !isChance(name));
	const sumJudged = (work: ReadonlyMap<string, number>): number => [...work].reduce((sum, [name, instructions]) => isChance(name) ? sum : sum + instructions, 0);
	const {delta, ...work} = change(sumJudged(before), sumJudged(after));
	const verdict = judgeDelta();
	return {
		name: `${base.bench}.work_insns_per_io`, unit: 'insns/io', verdict, ...work, functions: changes,
		sentence: describe(),
	};

	function judgeDelta(): Verdict {
		if (!isExactName(base.bench)) return 'unsure';
		if (Math.abs(delta) <= ('percent' in threshold ? work.base * threshold.percent / 100 : threshold.perIo)) return 'same';
		return delta > 0 ? 'worse' : 'better';
	}

	function describe(): string {
		const aside = changes.length === judged.length ? '' : ` (not counting ${changes.filter(({name}) => isChance(name)).map(({name}) => name).join(', ')}, where chance decides)`;
		if (verdict === 'unsure') return `cannot tell: ${signed(delta)} instructions per IO, but this engine's interrupts come when the host has time`;
		if (judged.length === 0) return `same: no function executes one instruction more or less${aside}`;
		if (verdict === 'same') return `same: ${signed(delta)} instructions per IO, within ${'percent' in threshold ? `${threshold.percent} %` : threshold.perIo}${aside}`;
		return `${verdict}: ${signed(delta)} instructions per IO (${signed(delta / work.base * 100)} %), most in ${judged[0]!.name} (${signed(judged[0]!.delta)})${aside}`;
	}
}

/** Instructions of all IOs; waiting is left out. */
function workByFunction({functions}: BenchCounts): ReadonlyMap<string, number> {
	return new Map(functions.filter(({kind}) => kind === 'work').map(({name, instructions}) => [name, instructions]));
}

/** Four significant decimals at most, with its sign. */
export function signed(number: number): string {
	const text = String(Number(number.toFixed(4)));
	return number > 0 ? `+${text}` : text;
}
