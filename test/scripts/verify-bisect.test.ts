import t from 'tap';
import {copyProject, runNode, writeFiles} from '../support.js';

t.test('an unknown part is refused before anything is booted', async t => {
	const {exitCode, stdout} = await runNode(['scripts/verify-bisect', 'check', 'nonsense']);
	t.equal(exitCode, 129);
	t.match(stdout, /^unknown part nonsense; parts are check, reference, metric$/m);
});

t.test('a trial that names nothing fails', async t => {
	const dir = await copyProject(t);
	await writeFiles(dir, {'test/fixtures/bisect/broken.patch': ''});
	const {exitCode, stdout} = await runNode(['scripts/verify-bisect', '--target', 'absent', '--trials', '2', '--seed', '7', 'check'], {cwd: dir});
	t.equal(exitCode, 1);
	t.match(stdout, /^check seed 7 trial 2: planted as patch 1, named none, 0 boots/m);
	t.match(stdout, /^check {2}FAIL {2}[\d.]+ s {2}named 0 of 2, most boots 0 of 2, of the reference 0, longest [\d.]+ s, mean [\d.]+ s$/m);
});
