import t from 'tap';
import {listTargets, loadTarget} from '../../harness/target/load-target.js';
import {copyProject, runNode} from '../support.js';

t.test('a new target is valid as it is written', async t => {
	const dir = await copyProject(t);
	await runNode(['scripts/new-target', 'for-4.21-block'], {cwd: dir});
	t.strictSame(await listTargets({projectDir: dir}), ['for-4.21-block']);
	t.match(await loadTarget('for-4.21-block', {projectDir: dir}), {name: 'for-4.21-block', tree: {type: 'dir'}});
	const {exitCode, stdout} = await runNode(['scripts/new-target', 'for-4.21-block'], {cwd: dir});
	t.equal(exitCode, 129);
	t.match(stdout, /is there already/);
});

t.test('a wrong name is refused', async t => {
	const dir = await copyProject(t);
	t.match(await runNode(['scripts/new-target', '../x'], {cwd: dir}), {exitCode: 129, stdout: /^usage: /});
});
