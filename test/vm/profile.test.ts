// Profiles of booted kernels: one instruction more in the path of each IO is found and its function named, and nothing is
// found where nothing is.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type {ProfileDiff} from '../../harness/profile/diff-profiles.js';
import {fixtureSeries, kernelTest, makeTemporaryDir, seriesWith, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const bench = 'null.ring-polled-fixed.randread.4k.qd32';
const polled = 'nvme.ring-polled.randread.4k.qd32';

await t.test('one instruction more for each iocb, and then the same kernel again', async t => {
	const results = await makeTemporaryDir(t);
	const fixture = path.join(fixtureSeries('nop-in-submission'), '0001-aio-one-instruction-more-for-each-iocb.patch');
	const series = await seriesWith(t, [fixture]);
	const patches = (await readdir(series)).filter(name => /^\d{4}-.*\.patch$/.test(name) && !name.startsWith('0000-')).length;
	const diff = async (...args: readonly string[]): Promise<ProfileDiff> => {
		const {exitCode, stdout, stderr} = await kernelTest(['profile', '--json', '--results', results, '--series', series, ...args]);
		t.equal(exitCode, 0, stderr);
		return JSON.parse(stdout) as ProfileDiff;
	};

	const more = await diff('--diff', String(patches - 1), 'all', bench, polled);
	t.strictSame(more.differences, [], 'comparable exactly');
	t.strictSame(more.benches.map(({bench}) => bench).sort(), [bench, polled]);
	for (const {bench, exact, changed, work, wait} of more.benches) {
		t.ok(exact);
		t.match(changed, [{name: 'aio_submit_iocb', layer: 'rings and aio', kind: 'work', state: 'changed', delta: 1}], bench);
		t.equal(changed.length, 1, bench);
		t.equal(changed[0]!.head - changed[0]!.base, 1);
		t.strictSame([work.delta, wait.delta], [1, 0], bench);
	}
	const page = await readFile(path.join(results, 'debian-6.1', more.head.runId, 'profile-diff.html'), 'utf8');
	t.match(page, /title="aio_submit_iocb: [\d.]+ and [\d.]+, \+1\.00 instructions per IO \(rings and aio\)"/);
	t.match(await readFile(path.join(results, 'debian-6.1', more.head.runId, 'profile.html'), 'utf8'), 'aio_submit_iocb');

	// A stored run and a boot of the same kernel.
	const {exitCode, stdout} = await kernelTest(['profile', '--results', results, '--series', series, '--diff', more.head.runId, 'all', bench]);
	t.equal(exitCode, 0);
	t.match(stdout, new RegExp(`^${bench.replaceAll('.', '\\.')}: no function changed; work [\\d.,]+ instructions per IO$`, 'm'));
	t.notMatch(stdout, 'Not exactly comparable', 'the boot had the benches of the stored run');
	t.notMatch(stdout, polled, 'of which only one was asked for');
});
