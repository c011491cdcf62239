// In: the words behind `compare`, and the series named beside them. Out: the two sides, and the benches. Pure.
import {InputError} from '../errors.js';
import type {SideChoice} from './comparison.js';

export interface Compared {
	readonly base: SideChoice;
	readonly head: SideChoice;
	/** Names or globs. */
	readonly benches: readonly string[];
	/** What both sides stand on, unless they are two series. */
	readonly series: readonly string[];
}

/** `compare BASE HEAD [BENCH...]`, or `compare --series A --series B [BENCH...]`. @throws InputError unless there are two sides. */
export function parseCompared(words: readonly string[], series: readonly string[] = []): Compared {
	if (series.length === 2) {
		const [base, head] = series.map((source): SideChoice => ({kind: 'patch', patch: 'all', series: source}));
		return {base: base!, head: head!, benches: words, series: []};
	}
	const [base, head, ...benches] = words;
	if (base === undefined || head === undefined || series.length > 2) throw new InputError('compare takes two sides', {stage: 'store', hint: `${sides}; or two series: \`compare --series A --series B\``});
	return {base: parseSide(base), head: parseSide(head), benches, series};
}

const sides = 'BASE and HEAD are each a patch number, all, none, a run or baseline';

/** A side of a comparison: a prefix of the series, the accepted baseline, or else a stored run. */
function parseSide(text: string): SideChoice {
	if (text === 'baseline') return {kind: 'baseline'};
	if (text === 'all' || text === 'none') return {kind: 'patch', patch: text};
	if (!/^[0-9]+$/.test(text)) return {kind: 'run', name: text};
	if (!/^[1-9][0-9]{0,3}$/.test(text)) throw new InputError(`'${text}' is no side to compare`, {stage: 'store', hint: sides});
	return {kind: 'patch', patch: Number(text)};
}
