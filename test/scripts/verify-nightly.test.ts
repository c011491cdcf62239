import t from 'tap';
import {runNode} from '../support.js';

t.test('a part that is none is refused, with those that there are', async t => {
	const {exitCode, stdout} = await runNode(['scripts/verify-nightly', 'kills', 'nonsense']);
	t.equal(exitCode, 129);
	t.match(stdout, 'unknown part nonsense; parts are functional, instruction, kills, two, beside, quiet, matrix');
});
