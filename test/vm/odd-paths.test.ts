// Spaces, commas, Unicode and leading dashes in everything that a user may name: the project's folder, results, temporary files,
// series, configuration and programs. Only a cache in which make cannot work is refused, before anything is fetched for it.
import {copyFile, cp, mkdir, readFile, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import type {RunResult} from '../../harness/result/result-schema.js';
import {makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

/** A clone with one check, so that its guest programs are compiled there. */
const project = path.join(await makeTemporaryDir(t), 'a, b', 'ü -x');
await mkdir(project, {recursive: true});
for (const part of ['harness', 'kernel-config', 'package.json', 'guest-tools', 'host-tools', 'patches', 'nightly.json']) await cp(path.join(projectDir, part), path.join(project, part), {recursive: true});
await symlink(path.join(projectDir, 'node_modules'), path.join(project, 'node_modules'));
for (const group of await readdir(path.join(project, 'guest-tools/checks'))) if (group !== 'setup') await rm(path.join(project, 'guest-tools/checks', group), {recursive: true});
for (const name of await readdir(path.join(project, 'guest-tools/checks/setup'))) if (name !== 'plain.c') await rm(path.join(project, 'guest-tools/checks/setup', name));

/** In the project's folder, in which relative paths begin with a dash. */
async function kernelTest(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	const outcome = await execa('node', [path.join(project, 'harness/bin.js'), ...args], {cwd: project, env: {CI: 'true', NO_COLOR: '1', ...env}, reject: false, stdin: 'ignore'});
	t.comment(`${args.join(' ')}: exit ${outcome.exitCode}`);
	return outcome;
}

await t.test('project, results, series and temporary files', async t => {
	const temporary = path.join(project, 't, ü');
	await mkdir(temporary);
	await cp(path.join(project, 'patches/debian-6.1'), path.join(project, '-my series, é'), {recursive: true});
	const {exitCode, stdout, stderr} = await kernelTest(['check', '--json', '--results=-x, y', '--series=-my series, é', '--accel', 'tcg'], {TMPDIR: temporary});
	t.equal(exitCode, 0, stderr);
	const result = JSON.parse(stdout) as RunResult;
	t.match(result, {outcome: 'pass', series: {source: '-my series, é'}, checks: [{name: 'setup/plain', outcome: 'pass'}]});
	const runDir = path.join(project, '-x, y/debian-6.1', result.runId);
	t.match(await readdir(runDir), ['build.log', 'console.log']);
	t.match(await readFile(path.join(runDir, 'console.log'), 'utf8'), /kernel-test: end setup\/plain/);
	t.strictSame(await readdir(temporary), []);
	const report = await kernelTest(['report', result.runId, '--results=-x, y', '--output=-o, ü.html']);
	t.equal(report.exitCode, 0, report.stderr);
	t.match(await readFile(path.join(project, '-o, ü.html'), 'utf8'), /^<!doctype html>/);
});

await t.test('a series in one file, and what QEMU is told of files with commas when it counts', async t => {
	const patches = (await readdir(path.join(project, 'patches/debian-6.1'))).filter(name => /^(?!0000)\d{4}-.*\.patch$/.test(name)).sort();
	await writeFile(path.join(project, '-s, ü.mbox'), (await Promise.all(patches.map(async name => readFile(path.join(project, 'patches/debian-6.1', name), 'utf8')))).join(''));
	const {exitCode, stdout, stderr} = await kernelTest(['bench', '--count', '--json', '--results=-x, y', '--series=-s, ü.mbox', '--accel', 'tcg', 'null.libaio.randread.4k.qd1']);
	t.equal(exitCode, 0, stderr);
	t.ok((JSON.parse(stdout) as RunResult).measurements.some(({value}) => value !== null && value > 0));
});

await t.test('a program, by its name and at a place of its own', async t => {
	await writeFile(path.join(project, 'p.c'), '#include <stdio.h>\n#include <unistd.h>\nint main(int argc, char **argv) { printf("%s %s\\n", argv[0], argv[1]); fflush(stdout); return argc > 2 ? execl(argv[2], argv[2], argv[1], NULL) : 0; }\n');
	await execa('gcc', ['-static', '-o', '-p, ü', './p.c'], {cwd: project});
	await copyFile(path.join(project, '-p, ü'), path.join(project, 'a:b'));
	const {exitCode, stdout, stderr} = await kernelTest(['exec', '--results=-x, y', '--accel', 'tcg', '--file=-p, ü', '--file', 'a:b:/opt, é/-q', '--', '-p, ü', '--one two', '/opt, é/-q']);
	t.equal(exitCode, 0, stderr);
	t.equal(stdout, '-p, ü --one two\n/opt, é/-q --one two');
	const unplaced = await kernelTest(['exec', '--file', 'a:b', '--', 'b']);
	t.equal(unplaced.exitCode, 129);
	t.match(unplaced.stderr, /name has a colon is given with its place: HOST:\/bin\/NAME/);
});

await t.test('the configuration of nights', async t => {
	await writeFile(path.join(project, '-c, ü.json'), JSON.stringify({matrix: [{target: 'debian-6.1', kinds: ['checks'], series: '-my series, é'}]}));
	const {exitCode, stdout, stderr} = await kernelTest(['nightly', '--plan', '--results=-x, y', '--config=-c, ü.json']);
	t.equal(exitCode, 0, stderr);
	t.match(stdout, /debian-6\.1\/default\/checks/);
});

await t.test('a cache in which make cannot work is refused at once, by its path', async t => {
	for (const odd of [' ', ':', ',']) {
		const cacheDir = path.join(await makeTemporaryDir(t), `my${odd}cache`);
		for (const args of [['check'], ['each', '--from', '1', '--to', '1'], ['compare', '1', '2']]) {
			const {exitCode, stderr} = await kernelTest([...args, '--results=-x, y'], {KERNEL_TEST_CACHE: cacheDir});
			t.equal(exitCode, 128, stderr);
			t.ok(stderr.includes(`nothing can be compiled in the cache ${cacheDir}: make takes no path with '${odd}'`), stderr);
			t.match(stderr, /set KERNEL_TEST_CACHE to a folder/);
		}
		await t.rejects(readdir(cacheDir), {code: 'ENOENT'}, 'nothing was fetched');
	}
});

await t.test('a folder for temporary files that is too long for sockets', async t => {
	const temporary = path.join(await makeTemporaryDir(t), 'x'.repeat(90));
	await mkdir(temporary);
	const {exitCode, stderr} = await kernelTest(['check', '--results=-x, y', '--accel', 'tcg'], {TMPDIR: temporary});
	t.equal(exitCode, 128, stderr);
	t.match(stderr, /x{90} is too long for the sockets between QEMU and here\n {2}set TMPDIR/);
	t.strictSame(await readdir(temporary), []);
});
