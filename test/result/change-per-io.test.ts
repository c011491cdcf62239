import t from 'tap';
import {byDelta, changePerIo} from '../../harness/result/change-per-io.js';

t.test('a change is one quotient of integers, also between sides of different length', async t => {
	t.strictSame(changePerIo({instructions: 9_032_967, ios: 4000}, {instructions: 9_036_967, ios: 4000}), {base: 2258.24175, head: 2259.24175, delta: 1});
	t.equal(changePerIo({instructions: 1, ios: 3}, {instructions: 2, ios: 6}).delta, 0);
	t.equal(changePerIo({instructions: 10, ios: 10}, {instructions: 0, ios: 20}).delta, -1);
});

t.test('the largest change first, whatever its sign', async t => {
	const make = (name: string, delta: number) => ({name, base: 0, head: delta, delta});
	t.strictSame([make('c', 1), make('b', -1), make('a', 0.5), make('d', -2)].sort(byDelta).map(({name}) => name), ['d', 'b', 'c', 'a']);
});
