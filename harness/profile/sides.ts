// In: the words behind `profile --diff`. Out: the two sides, and the benches behind them. Pure.
import {InputError} from '../errors.js';
import type {PatchChoice} from '../series/apply-series.js';

/** A prefix of the series, which is built and booted, or a stored run. */
export type Side =
	| {readonly type: 'prefix'; readonly patch: PatchChoice}
	| {readonly type: 'run'; readonly runId: string};

export interface Sides {
	readonly base: Side;
	readonly head: Side;
	readonly benches: readonly string[];
}

/** @throws InputError unless the first two words are sides. */
export function parseSides(words: readonly string[]): Sides {
	const [base, head, ...benches] = words;
	if (base === undefined || head === undefined) throw new InputError('--diff compares two sides', {stage: 'profile', hint: `${allowed}: \`profile --diff 3 4\``});
	return {base: parseSide(base), head: parseSide(head), benches};
}

const allowed = 'a side is a patch number, none, all, or the id of a counted run';

function parseSide(word: string): Side {
	if (word === 'all' || word === 'none') return {type: 'prefix', patch: word};
	if (/^[1-9][0-9]{0,3}$/.test(word)) return {type: 'prefix', patch: Number(word)};
	if (/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{4}$/.test(word)) return {type: 'run', runId: word};
	throw new InputError(`--diff: '${word}' is no side`, {stage: 'profile', hint: `${allowed}; \`kernel-test list runs\` names the runs`});
}
