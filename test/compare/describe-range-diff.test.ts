import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeRangeDiff} from '../../harness/compare/describe-range-diff.js';
import type {PatchChange} from '../../harness/series/range-diff.js';

const changed: PatchChange = {base: 2, head: 3, change: 'changed', subject: 'aio: two', lines: Array.from({length: 30}, (_, index) => `-+line ${index}`)};
const describe = (...call: Parameters<typeof describeRangeDiff>): string => stripVTControlCharacters(describeRangeDiff(...call));

t.test('a line a patch, and how it changed below it', async t => {
	const patches: readonly PatchChange[] = [
		{base: 1, head: 1, change: 'same', subject: 'aio: one', lines: []}, {base: null, head: 2, change: 'new', subject: 'aio: new', lines: []},
		changed, {base: 3, head: null, change: 'gone', subject: 'aio: three', lines: []},
	];
	const text = describe({patches, linesCut: 0}, {verbose: false}).split('\n');
	t.strictSame(text.filter(line => line.includes('->')), ['  1 ->   1  same    aio: one', '  - ->   2  new     aio: new', '  2 ->   3  changed aio: two', '  3 ->   -  gone    aio: three']);
	t.strictSame([text.length, text[4], text.at(-2)], [4 + 20 + 1, '    -+line 1', '    and 10 lines more; --verbose shows all']);
	t.equal(describe({patches, linesCut: 7}, {verbose: true}).split('\n').length, 4 + 30 + 1);
	t.match(describe({patches, linesCut: 7}, {verbose: true}), /and 7 lines more, which are left out$/);
});

t.test('no patch at all', async t => {
	t.equal(describe({patches: [], linesCut: 0}, {verbose: false}), 'neither series has a patch');
});
