// Which shifts are found between nights, and which are not looked for.
import t from 'tap';
import {findShift, spreadOf} from '../../harness/nightly/find-shift.js';

/** Nights that differ from each other without a trend, newest first. */
function nights(count: number, shift = 0): readonly number[] {
	return Array.from({length: count}, (_, index) => shift + ((index * 7) % 11 - 5) / 100);
}

const common = {spread: 0, alpha: 0.001, changeMin: 0.05};

t.test('a lasting step is found when enough nights say so, at the change of the kernel before it', async t => {
	const find = (head: number, changes: readonly number[]) => findShift({...common, values: [...nights(head, -0.12), ...nights(20)], changes});
	t.match(find(5, [5]), {headNights: 5});
	t.ok(find(5, [5])!.change < -0.09);
	t.equal(find(2, [2]), undefined, 'two nights are no evidence of so little');
	t.equal(find(5, []), undefined, 'without a change of the kernel there is none of the numbers');
	t.equal(find(5, [25]), undefined, 'nor with one that is older than the nights before it');
	t.match(find(5, [1, 3, 5, 6]), {headNights: 5}, 'among several changes the one with the strongest evidence');
});

t.test('a large step is found in one night', async t => {
	t.match(findShift({...common, values: [-0.7, ...nights(20)], changes: [1]}), {headNights: 1});
	t.equal(findShift({...common, values: [-0.7, ...nights(20)], changes: [1], spread: 0.2}), undefined, 'and is not large where nights differ as much');
	t.equal(findShift({...common, values: [-0.7, ...nights(5)], changes: [1]}), undefined, 'nor where nobody knows how much they do');
});

t.test('what nobody would act on is not found, however sure', async t => {
	t.equal(findShift({...common, values: [...nights(13, -0.04).map(value => value / 10), ...nights(20).map(value => value / 10)], changes: [13]}), undefined);
});

t.test('the spread is that of most nights', async t => {
	t.ok(Math.abs(spreadOf([...nights(20), 5]) - spreadOf(nights(20))) < 0.01);
});
