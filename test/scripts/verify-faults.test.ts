import t from 'tap';
import {runNode} from '../support.js';

t.test('an unknown part is refused before anything is tried', async t => {
	const {exitCode, stdout} = await runNode(['--import', 'tsx', 'scripts/verify-faults.ts', 'guests', 'nonsense']);
	t.equal(exitCode, 129);
	t.match(stdout, /^unknown part nonsense; parts are guests/m);
});
