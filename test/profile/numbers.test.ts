import t from 'tap';
import {countFunctions, formatDelta, formatPerIo, formatShare} from '../../harness/profile/numbers.js';

t.test('instructions per IO have two digits, and thousands are told apart', async t => {
	t.strictSame([formatPerIo(8000, 8000), formatPerIo(10_000_000, 8000), formatPerIo(1, 8000), formatPerIo(0, 1)], ['1.00', '1,250.00', '0.00', '0.00']);
});

t.test('a delta has its sign, and is seen however small', async t => {
	t.strictSame([1, -1250.5, 1 / 8000, -1 / 8000, 0].map(formatDelta), ['+1.00', '-1,250.50', '+0.000125', '-0.000125', '0.00']);
});

t.test('a share of nothing is none', async t => {
	t.strictSame([formatShare(1, 3), formatShare(3, 3), formatShare(0, 0)], ['33.3 %', '100.0 %', '0.0 %']);
});

t.test('one function is not several', async t => {
	t.strictSame([0, 1, 2].map(countFunctions), ['0 functions', '1 function', '2 functions']);
});
