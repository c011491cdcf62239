// A patch mail in, verdicts out as `b4 review` reads them.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import type {B4Entry} from '../../harness/b4/make-entries.js';
import {execa} from 'execa';
import {fixtureSeries, makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

async function check(t: Test, fixture: string, ...args: readonly string[]): Promise<{exitCode: number | undefined; entries: readonly B4Entry[]; results: string}> {
	const dir = fixtureSeries(fixture);
	const input = await readFile(path.join(dir, (await readdir(dir))[0]!));
	const results = await makeTemporaryDir(t);
	const {exitCode, stdout, stderr} = await execa('node', [path.join(projectDir, 'harness/bin.js'), 'b4-check', ...args, '--results', results], {cwd: projectDir, env: {CI: 'true'}, input, reject: false});
	t.match(stdout, /^\[/, stderr);
	return {exitCode, entries: JSON.parse(stdout) as B4Entry[], results};
}

const short = (entries: readonly B4Entry[]): readonly string[] => entries.map(({tool, status}) => `${tool} ${status}`);

await t.test('a kernel that complains during a check', async t => {
	const {exitCode, entries} = await check(t, 'warning-in-io-setup', 'io/plain-aio', 'setup/plain');
	t.equal(exitCode, 0, 'the answer is what b4 reads');
	t.strictSame(short(entries), ['kernel-test/apply pass', 'kernel-test/build pass', 'kernel-test/boot fail', 'kernel-test/checks fail']);
	t.match(entries[3]!.details, /^io\/plain-aio: fail, the kernel complained: WARNING: .*io_setup/, 'and what the tree lacks is no failure');
	t.match(entries[3]!.url, /^file:\/\/.*\/report\.html$/);
});

await t.test('a patch that does not apply: no boot', async t => {
	const {exitCode, entries, results} = await check(t, 'conflict');
	t.equal(exitCode, 0);
	t.strictSame(short(entries), ['kernel-test/apply fail']);
	t.match(entries[0]!.details, /^@@ -224,7 /);
	const [run = ''] = await readdir(path.join(results, 'debian-6.1'));
	t.notOk((await readdir(path.join(results, 'debian-6.1', run))).includes('console.log'));
});

await t.test('on the whole series, whose checks may not skip then', async t => {
	const {entries} = await check(t, 'nop-in-submission', '--on', 'all', 'setup/plain', 'ring/read');
	t.match(entries.at(0)!.summary, /^25 patches applied, the last of them "aio: one instruction more for each iocb"/);
	t.strictSame(short(entries).filter(line => !line.includes('boot')), ['kernel-test/apply pass', 'kernel-test/build pass', 'kernel-test/checks pass']);
});
