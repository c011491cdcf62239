import t from 'tap';
import {sumFunctions} from '../../harness/count/sum-functions.js';
import {parseSymbols} from '../../harness/count/symbols.js';

const symbols = parseSymbols('ffffffff81000000 T one\nffffffff81000100 T two\nffffffff81000200 t one.cold\n');

t.test('instructions by function, most first; user space is one entry', async t => {
	const counts = new Map([
		['0000000000401000', 5], ['00007f0000000000', 6],
		['ffffffff80000000', 1],
		['ffffffff81000000', 10], ['ffffffff81000004', 10], ['ffffffff81000100', 90], ['ffffffff81000200', 1],
	]);
	t.strictSame(sumFunctions(counts, symbols), [
		{name: 'two', instructions: 90},
		{name: 'one', instructions: 21},
		{name: '[user]', instructions: 11},
		{name: '[unknown]', instructions: 1},
	]);
});

t.test('equal sums are ordered by name', async t => {
	t.strictSame(sumFunctions(new Map([['ffffffff81000100', 3], ['ffffffff81000000', 3]]), symbols).map(({name}) => name), ['one', 'two']);
});
