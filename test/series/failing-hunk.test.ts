import t from 'tap';
import {findFailingHunk} from '../../harness/series/failing-hunk.js';

t.test('x', async t => {
	t.same(findFailingHunk('', ''), {file: '', hunk: ''});
});
