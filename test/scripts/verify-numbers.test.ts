import t from 'tap';
import {copyProject, runNode} from '../support.js';

t.test('an unknown part is refused before anything is booted', async t => {
	const {exitCode, stdout} = await runNode(['scripts/verify-numbers', 'spread', 'nonsense']);
	t.equal(exitCode, 129);
	t.match(stdout, /^unknown part nonsense; parts are spread, regression, selves, bench$/m);
});

t.test('a trial that finds nothing fails', async t => {
	const dir = await copyProject(t);
	const {exitCode, stdout} = await runNode(['scripts/verify-numbers', '--target', 'absent', '--trials', '1', 'bench'], {cwd: dir});
	t.equal(exitCode, 1);
	t.match(stdout, /^bench {2}FAIL {2}[\d.]+ s {2}benches 0, wall [\d.]+ s$/m);
});
