// --tree: a folder of the user's, built as it stands and never written to. It holds the series
// already here, as a developer's tree does, with nothing committed. And trees that cannot be had.
import {mkdir, readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {serve, writeFiles} from '../support.js';
import {kernelTest, kernelTestJson, makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const archive = '/usr/src/linux-source-6.1.tar.xz';
const seriesDir = path.join(projectDir, 'patches/debian-6.1');

await t.test('a tree that holds the series', async t => {
	const dir = path.join(await makeTemporaryDir(t), '-my tree, ü');
	await mkdir(dir);
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

await t.test('a tree that cannot be had: exit 128, why, and what to do', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'linux/Kbuild': '', 'linux.tar': 'no archive', 'cut.tar.xz': 'no xz'});
	await execa('git', ['init', '--quiet', path.join(dir, 'linux')]);
	await execa('git', ['-C', path.join(dir, 'linux'), '-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '--quiet', '--allow-empty', '--message=x']);
	const {url} = await serve(t, (_, response) => {
		response.writeHead(200, {'content-length': 1000});
		response.write('short', () => response.destroy());
	});
	const sha256 = '0'.repeat(64);
	const cases: ReadonlyArray<readonly [string, RegExp]> = [
		['git://127.0.0.1:9/linux#main', /^tree: git:\/\/127\.0\.0\.1:9\/linux cannot be reached: .*\n {2}is the network there\? --tree DIR uses a copy at hand$/m],
		[`${dir}/linux#v5.0`, /^tree: file:.* has no branch or tag 'v5\.0'$/m],
		[`${url}/linux.tar.xz#sha256=${sha256}`, /^tree: http:.*linux\.tar\.xz (?:broke off after 5 bytes|cannot be reached): /m],
		[`${dir}/linux.tar#sha256=${sha256}`, new RegExp(`^tree: .*linux\\.tar has sha256 [0-9a-f]{64}, expected ${sha256}$`, 'm')],
		[`${dir}/cut.tar.xz`, /^tree: .*cut\.tar\.xz cannot be unpacked: /m],
	];
	for (const [tree, words] of cases) t.match(await kernelTest(['check', '--tree', tree, '--results', dir]), {exitCode: 128, stdout: '', stderr: words}, tree);
	t.match(await kernelTest(['check'], {KERNEL_TEST_TREE_DEBIAN_6_1: '/no/such/tree'}), {exitCode: 129, stderr: /^tree: --tree \/no\/such\/tree is not there\n {2}it is a folder, /m}, 'the variable stands for the option');
});

/** Modification times of folders tell of files made or removed, those of files of files written. */
async function listRecent(dir: string): Promise<readonly string[]> {
	const names = ['.', 'fs', 'include', 'include/linux', 'fs/aio.c', 'Makefile', 'scripts', 'scripts/kconfig'];
	return Promise.all(names.map(async name => `${name} ${(await stat(path.join(dir, name))).mtimeMs}`));
}
