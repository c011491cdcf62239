import * as fc from 'fast-check';
import t from 'tap';
import {nextStep, probesMax, type SearchState, type Step, type Verdict} from '../../harness/bisect/search.js';

interface Searched {
	readonly probes: readonly number[];
	readonly end: Exclude<Step, {type: 'probe'}>;
}

/** Searches a series whose prefixes answer by `ask`. */
function search(ends: Pick<SearchState, 'from' | 'to' | 'first'>, ask: (patch: number) => Verdict): Searched {
	const verdicts = new Map<number, Verdict>();
	for (;;) {
		const step = nextStep({...ends, verdicts});
		if (step.type !== 'probe') return {probes: [...verdicts.keys()], end: step};
		if (verdicts.has(step.patch)) throw new Error(`patch ${step.patch} was tested already`);
		verdicts.set(step.patch, ask(step.patch));
	}
}

const ends = fc.record({from: fc.nat(40), length: fc.integer({min: 1, max: 200}), first: fc.constantFrom('from' as const, 'to' as const)})
	.map(({from, length, first}) => ({from, to: from + length, first}));

t.test('the first bad patch is found, in ceil(log2(n)) + 2 probes', async t => {
	fc.assert(fc.property(ends, fc.nat(), (ends, random) => {
		const culprit = ends.from + 1 + random % (ends.to - ends.from);
		const {probes, end} = search(ends, patch => patch >= culprit ? 'bad' : 'good');
		t.strictSame(end, {type: 'found', good: culprit - 1, bad: culprit, suspects: [culprit]});
		t.ok(probes.length <= Math.ceil(Math.log2(ends.to - ends.from)) + 2 && probes.length <= probesMax(ends.to - ends.from));
	}));
});

t.test('both ends are tested first, in the order that was asked for', async t => {
	t.strictSame(search({from: 0, to: 8, first: 'to'}, patch => patch >= 3 ? 'bad' : 'good').probes, [8, 0, 4, 2, 3]);
	t.strictSame(search({from: 0, to: 8, first: 'from'}, patch => patch >= 3 ? 'bad' : 'good').probes.slice(0, 2), [0, 8]);
});

t.test('a probe says how many are left, itself included', async t => {
	const verdicts = new Map<number, Verdict>([[24, 'bad']]);
	t.match(nextStep({from: 0, to: 24, first: 'to', verdicts: new Map()}), {patch: 24, leftMax: 7});
	t.match(nextStep({from: 0, to: 24, first: 'to', verdicts}), {patch: 0, leftMax: 6});
	t.match(nextStep({from: 0, to: 24, first: 'to', verdicts: new Map([...verdicts, [0, 'good']])}), {patch: 12, leftMax: 5});
});

t.test('an end that is not what it is taken for', async t => {
	const ends = {from: 2, to: 9, first: 'to'} as const;
	t.match(search(ends, () => 'good').end, {type: 'refused', end: 'to', verdict: 'good'});
	t.match(search(ends, () => 'bad').end, {type: 'refused', end: 'from', verdict: 'bad'});
	t.match(search(ends, patch => patch === 2 ? 'skip' : 'bad').end, {type: 'refused', end: 'from', verdict: 'skip'});
});

t.test('prefixes that cannot be tested: the first bad patch is among the suspects, and no more are than have to be', async t => {
	fc.assert(fc.property(ends, fc.nat(), fc.array(fc.nat(220), {maxLength: 60}), (ends, random, untestable) => {
		const culprit = ends.from + 1 + random % (ends.to - ends.from);
		const skips = new Set(untestable.map(patch => ends.from + patch).filter(patch => patch !== ends.from && patch < ends.to));
		const {end} = search(ends, patch => skips.has(patch) ? 'skip' : patch >= culprit ? 'bad' : 'good');
		if (end.type !== 'found') throw new Error(end.type);
		t.ok(end.suspects.includes(culprit) && !skips.has(end.good) && !skips.has(end.bad));
		t.ok(end.suspects.slice(0, -1).every(patch => skips.has(patch)), 'all but the last are untestable');
	}));
});

t.test('next to what cannot be tested is not where the search goes on', async t => {
	const verdicts = new Map<number, Verdict>([[24, 'bad'], [0, 'good'], [12, 'skip']]);
	t.match(nextStep({from: 0, to: 24, first: 'to', verdicts}), {type: 'probe', patch: 6});
});

t.test('whatever the verdicts are, it ends, and between a good prefix and a bad one', async t => {
	fc.assert(fc.property(ends, fc.array(fc.constantFrom<Verdict>('good', 'bad', 'skip'), {minLength: 201, maxLength: 201}), (ends, answers) => {
		const ask = (patch: number): Verdict => patch === ends.from ? 'good' : patch === ends.to ? 'bad' : answers[patch - ends.from]!;
		const {end} = search(ends, ask);
		if (end.type !== 'found') throw new Error(end.type);
		t.equal(ask(end.good), 'good');
		t.equal(ask(end.bad), 'bad');
	}));
});
