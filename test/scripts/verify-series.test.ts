import t from 'tap';
import {copyProject, runNode} from '../support.js';

t.test('an unknown part is refused before anything is built', async t => {
	const {exitCode, stdout} = await runNode(['scripts/verify-series', 'default', 'nonsense']);
	t.equal(exitCode, 129);
	t.match(stdout, /^unknown part nonsense; parts are default, kasan, lockdep, kcsan, fuzz, coverage, counts, fixtures, mutants$/m);
});

t.test('a part without a result has failed, and says how', async t => {
	const dir = await copyProject(t);
	const {exitCode, stdout} = await runNode(['scripts/verify-series', '--target', 'absent', 'default'], {cwd: dir});
	t.equal(exitCode, 1);
	t.match(stdout, /^default {2}FAIL {2}[\d.]+ s {2}error exit code 129$/m);
});
