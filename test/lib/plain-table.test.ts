import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {formatTable, trimLines} from '../../harness/lib/plain-table.js';

t.test('columns are aligned, and no line ends in blanks', async t => {
	const table = formatTable([['name', 'left'], ['IOPS', 'right'], ['', 'left']], [['one', '7', ''], ['longer', '1,000', 'why']]);
	t.equal(stripVTControlCharacters(table), ['name     IOPS', 'one         7', 'longer  1,000  why'].join('\n'));
});

t.test('blanks at the ends of lines go', async t => {
	t.equal(trimLines('a  \n  b\t\n'), 'a\n  b\n');
});
