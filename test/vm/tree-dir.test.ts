// --tree DIR: a folder of the user's, built as it stands and never written to. It holds the series
// already here, as a developer's tree does, with nothing committed.
import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {kernelTest, kernelTestJson, makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const archive = '/usr/src/linux-source-6.1.tar.xz';
const seriesDir = path.join(projectDir, 'patches/debian-6.1');

await t.test('a tree that holds the series', async t => {
	const dir = await makeTemporaryDir(t);
	await execa('tar', ['--extract', '--file', archive, '--directory', dir, '--strip-components', '1']);
	const patches = (await readdir(seriesDir)).filter(name => /^(?!0000)\d{4}-.*\.patch$/.test(name)).sort();
	await execa('git', ['apply', ...patches.map(name => path.join(seriesDir, name))], {cwd: dir});
	const before = await listRecent(dir);

	const {exitCode, result, stderr} = await kernelTestJson(t, ['check', 'ring/*', 'setup/*', '--tree', dir]);
	t.equal(exitCode, 0, result.summary);
	t.match(stderr, /holds the series already: built as it stands/);
	t.strictSame(result.checks.filter(({outcome}) => outcome !== 'pass'), []);
	t.strictSame(await listRecent(dir), before, 'nothing was written there');
});

await t.test('a folder that is no kernel tree', async t => {
	const {exitCode, stderr} = await kernelTest(['check', '--tree', await makeTemporaryDir(t)]);
	t.equal(exitCode, 129);
	t.match(stderr, /is not a kernel tree: Kbuild is missing/);
	const absent = await kernelTest(['check', '--tree', '/nowhere']);
	t.equal(absent.exitCode, 129);
	t.match(absent.stderr, /--tree \/nowhere is not there/);
});

/** Modification times of folders tell of files made or removed, those of files of files written. */
async function listRecent(dir: string): Promise<readonly string[]> {
	const names = ['.', 'fs', 'include', 'include/linux', 'fs/aio.c', 'Makefile', 'scripts', 'scripts/kconfig'];
	return Promise.all(names.map(async name => `${name} ${(await stat(path.join(dir, name))).mtimeMs}`));
}
