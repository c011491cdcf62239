// Every prefix of a series whose last patch is at fault: one that fails a check, and one that the compiler warns of.
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import type {EachPass} from '../../harness/each-patch.js';
import {fixtureSeries, kernelTest, makeTemporaryDir, projectDir, seriesWith, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

/** The whole series with a patch behind it, from its last good prefix. */
async function startEach(t: Test, patch: string, check: string, ...args: readonly string[]) {
	const series = await seriesWith(t, [patch]);
	const total = (await readdir(series)).filter(file => /^(?!0000)\d{4}-.*\.patch$/.test(file)).length;
	const resultsDir = await makeTemporaryDir(t);
	const each = async () => {
		const {exitCode, stdout, stderr} = await kernelTest(['each', check, '--json', '--from', String(total - 1), '--series', series, '--results', resultsDir, ...args]);
		return {exitCode, stderr, pass: JSON.parse(stdout) as EachPass};
	};
	return {each, total};
}

t.test('a patch that breaks a check fails its row, and an interrupted pass goes on', async t => {
	const bench = 'null.ring-polled-fixed.randread.4k.qd32';
	const check = 'useriocb/reserved-fields';
	const {each, total} = await startEach(t, path.join(projectDir, 'test/fixtures/mutants/reserved-ignored.patch'), check, '--count', bench);
	const {exitCode, pass} = await each();
	t.equal(exitCode, 1, pass.summary);
	t.match(pass.rows, [{patch: total - 1, outcome: 'pass', costs: [{bench, delta: null}]}, {patch: total, outcome: 'fail', checks: {failed: [check]}}]);
	const again = await each();
	t.strictSame(again.pass.rows, pass.rows);
	t.match(again.stderr, `patch ${total} was tested already: fail`);
	t.notMatch(again.stderr, 'booting');
});

t.test('a new warning of the compiler fails its row', async t => {
	const dir = fixtureSeries('compiler-warning');
	const [patch] = await readdir(dir);
	const {each, total} = await startEach(t, path.join(dir, patch!), 'setup/plain');
	const {exitCode, pass} = await each();
	t.equal(exitCode, 1, pass.summary);
	t.match(pass.rows, [{outcome: 'pass', newWarnings: []}, {patch: total, outcome: 'fail', newWarnings: [/fs\/aio\.c:\d+:\d+: warning: unused variable/], checks: {failed: []}}]);
});
