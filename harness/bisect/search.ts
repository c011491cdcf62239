// Which prefix of a series is tested next, and what the verdicts so far come to. The ends come first, so that a search
// never starts from an assumption; then the middle, away from prefixes that cannot be tested. Pure.

/** `skip`: this prefix cannot be tested (125 in a bisection of git's). */
export type Verdict = 'good' | 'bad' | 'skip';

export interface SearchState {
	/** The good end, a prefix: 0 is the tree without any patch. */
	readonly from: number;
	/** The bad end. */
	readonly to: number;
	/** Which end is tested first. */
	readonly first: 'from' | 'to';
	readonly verdicts: ReadonlyMap<number, Verdict>;
}

export type Step =
	/** `leftMax`: probes to go, this one included, if every prefix between can be tested. */
	| {readonly type: 'probe'; readonly patch: number; readonly leftMax: number}
	/** The end is not what the search takes it for. */
	| {readonly type: 'refused'; readonly end: 'from' | 'to'; readonly verdict: Verdict}
	/** The first bad patch is among them: one, or several where the prefixes between cannot be tested. */
	| {readonly type: 'found'; readonly good: number; readonly bad: number; readonly suspects: readonly number[]};

/** With every prefix testable, at most ceil(log2(to - from)) probes follow those of the ends. */
export function nextStep({from, to, first, verdicts}: SearchState): Step {
	const ends = first === 'from' ? ['from', 'to'] as const : ['to', 'from'] as const;
	const patchOf = {from, to};
	const wanted = {from: 'good', to: 'bad'} as const;
	for (const [index, end] of ends.entries()) {
		const verdict = verdicts.get(patchOf[end]);
		if (verdict === undefined) return {type: 'probe', patch: patchOf[end], leftMax: ends.length - index + halvings(to - from)};
		if (verdict !== wanted[end]) return {type: 'refused', end, verdict};
	}
	const bad = Math.min(...among(from, to).concat(to).filter(patch => verdicts.get(patch) === 'bad'));
	const good = Math.max(from, ...among(from, bad).filter(patch => verdicts.get(patch) === 'good'));
	const untested = among(good, bad).filter(patch => !verdicts.has(patch));
	if (untested.length === 0) return {type: 'found', good, bad, suspects: among(good, bad).concat(bad)};
	const skipped = among(good, bad).filter(patch => verdicts.get(patch) === 'skip');
	// What surrounds a prefix that cannot be tested probably cannot be tested either.
	const distance = (patch: number): number => Math.min(...[good, bad, ...skipped].map(other => Math.abs(patch - other)));
	const patch = untested.reduce((best, candidate) => distance(candidate) > distance(best) ? candidate : best);
	return {type: 'probe', patch, leftMax: halvings(bad - good)};
}

/** The most probes that a search over so many suspects takes, ends included. */
export function probesMax(suspects: number): number {
	return halvings(suspects) + 2;
}

function halvings(suspects: number): number {
	return Math.ceil(Math.log2(suspects));
}

/** The numbers between two, both left out. */
function among(low: number, high: number): readonly number[] {
	return Array.from({length: Math.max(0, high - low - 1)}, (_, index) => low + 1 + index);
}
