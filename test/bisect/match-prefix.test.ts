import t from 'tap';
import {matchPrefix} from '../../harness/bisect/match-prefix.js';

const subjects = (...names: readonly string[]) => names.map(subject => ({subject}));
const reference = subjects('a', 'b', 'c');
const matchAll = (series: readonly {subject: string}[]) => [0, ...series.map((_, index) => index + 1)].map(patch => matchPrefix(patch, series, reference));

t.test('the same series', async t => t.strictSame(matchAll(reference), [0, 1, 2, 3]));

t.test('a patch that the reference does not have changes nothing of what is expected', async t => {
	t.strictSame(matchAll(subjects('new', 'a', 'b', 'new', 'c', 'new')), [0, 0, 1, 2, 2, 3, 3]);
});

t.test('a patch that was dropped is not expected until one behind it is there', async t => t.strictSame(matchAll(subjects('a', 'c')), [0, 1, 3]));
