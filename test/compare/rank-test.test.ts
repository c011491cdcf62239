import fc from 'fast-check';
import t from 'tap';
import {makeRandom, mannWhitneyP, median, ratioInterval} from '../../harness/compare/rank-test.js';

const upTo = (n: number): number[] => Array.from({length: n}, (_, index) => index + 1);

t.test('probabilities as tables have them', async t => {
	// Of C(6, 3) = 20 orders two are as far apart as can be.
	t.equal(mannWhitneyP([1, 2, 3], [4, 5, 6]), 0.1);
	// U = 2 of C(8, 4) = 70 orders: 1 + 1 + 2 on either side.
	t.equal(mannWhitneyP([1, 2, 3, 6], [4, 5, 7, 8]), 8 / 70);
	// C(18, 9) = 48620.
	t.equal(mannWhitneyP(upTo(9), upTo(9).map(value => value + 9)), 2 / 48_620);
});

t.test('the same samples tell nothing, and none either', async t => {
	t.equal(mannWhitneyP([5, 5, 5], [5, 5, 5]), 1);
	t.equal(mannWhitneyP([], [1]), 1);
});

t.test('a probability, whichever side is first', async t => {
	const samples = fc.array(fc.integer({min: 0, max: 20}), {minLength: 1, maxLength: 10});
	fc.assert(fc.property(samples, samples, (base, head) => {
		const probability = mannWhitneyP(base, head);
		return probability > 0 && probability <= 1 + 1e-9 && Math.abs(probability - mannWhitneyP(head, base)) < 1e-9;
	}));
	t.pass('held for a hundred pairs');
});

t.test('the interval holds the ratio, narrows with more confidence asked for less, and repeats', async t => {
	const base = [100, 101, 99, 102, 98, 100, 103, 97, 100];
	const head = base.map(value => value * 1.2);
	const [low, high] = ratioInterval(base, head, 0.99);
	t.ok(low < 1.2 && high > 1.2 && low > 1.1 && high < 1.3, `${low} to ${high}`);
	const [lower, higher] = ratioInterval(base, head, 0.5);
	t.ok(higher - lower < high - low);
	t.strictSame(ratioInterval(base, head, 0.99), [low, high]);
});

t.test('the median of an odd and of an even number', async t => {
	t.strictSame([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])], [2, 2.5, 7]);
});

t.test('the interval is that of its confidence, and the generator its own', async t => {
	const base = [100, 101, 99, 102, 98, 100, 103, 97, 100], head = [100, 110, 90, 120, 80, 105, 95, 100, 115];
	const widths = [0.5, 0.9, 0.99].map(confidence => ratioInterval(base, head, confidence)).map(([low, high]) => high - low);
	t.ok(widths[0]! < widths[1]! && widths[1]! < widths[2]!, widths.join(' '));
	t.ok(ratioInterval(base, head, 0)[0] === ratioInterval(base, head, 0)[1]);
	t.ok(Number.isFinite(ratioInterval(base, head, 1)[1]));
	const random = makeRandom(1);
	t.strictSame(Array.from({length: 2}, () => Math.floor(random() * 1e6)), [627_073, 2735]);
});
