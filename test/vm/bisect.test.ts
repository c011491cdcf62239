// The first bad patch: of a check and of a metric, by a search that is interrupted and replayed, and behind git bisect run.
import {copyFile, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import type {BisectLog, Bisection} from '../../harness/bisect/bisection.js';
import {kernelTest, makeTemporaryDir, projectDir, seriesWith, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const fixture = (name: string): string => path.join(projectDir, 'test/fixtures/bisect', `${name}.patch`);
const resultsDir = await makeTemporaryDir(t);

async function bisect(...args: readonly string[]): Promise<{exitCode: number | undefined; stderr: string; bisection: Bisection}> {
	const {exitCode, stdout, stderr} = await kernelTest(['bisect', '--json', '--results', resultsDir, ...args]);
	t.comment(stderr.split('\n').filter(line => line.startsWith('bisect')).join('\n'));
	if (stdout === '') throw new Error(stderr);
	return {exitCode, stderr, bisection: JSON.parse(stdout) as Bisection};
}

t.test('the patch that breaks a check', async t => {
	const series = await seriesWith(t, [fixture('broken')]);
	const {exitCode, bisection, stderr} = await bisect('--check', 'io/plain-aio', 'io/large', '--series', series, '--from', '22');
	t.equal(exitCode, 0, bisection.summary);
	t.match(stderr, /^bisect probe 3 of at most 4: patch 23 \(.*\), at most \d+ s to go$/m);
	t.match(bisection, {good: 24, bad: 25, boots: 4, probesMax: 4, suspects: [{patch: 25, subject: 'aio: an fsync that worked says one', diffStat: /fs\/aio\.c \| +2 \+-/}]});
	t.match(bisection.failing, [{name: 'io/plain-aio', outcome: 'fail', reason: /expected .* res 0 .* got .* res 1 /}], 'and not the other check');
	t.match(bisection.reproduce, [/^kernel-test check io\/plain-aio --patch 25 /]);

	const {stderr: replayed, bisection: again} = await bisect('--replay', bisection.log);
	t.notMatch(replayed, 'booting');
	t.match(again, {suspects: bisection.suspects, boots: 0});

	const log = JSON.parse(await readFile(bisection.log, 'utf8')) as BisectLog;
	await writeFile(bisection.log, JSON.stringify({...log, probes: log.probes.slice(0, -1), done: false} satisfies BisectLog));
	const {bisection: resumed} = await bisect('--check', 'io/plain-aio', 'io/large', '--series', series, '--from', '22');
	t.match(resumed, {suspects: bisection.suspects, boots: 1}, 'an interrupted one goes on');

	const nothing = await kernelTest(['bisect', '--check', 'io/plain-aio', '--from', '23', '--to', '24', '--series', series, '--results', resultsDir]);
	t.match(nothing, {exitCode: 129, stdout: '', stderr: /patch 24, the bad end, is not bad: 1 checks passed\n {2}a check that fails now and then takes --repeats/});
});

t.test('the patch that adds an instruction, in a series whose other patches change the count, too', async t => {
	const series = await seriesWith(t, [fixture('costly')]);
	const {exitCode, bisection} = await bisect('--metric', 'null.libaio.randread.4k.qd32', '--against', path.join(projectDir, 'patches/debian-6.1'), '--series', series, '--from', '24');
	t.equal(exitCode, 0, bisection.summary);
	t.match(bisection, {bad: 25, boots: 2, referenceBoots: 0, suspects: [{subject: 'aio: one instruction more for each request'}]}, 'prefix 24 is the reference\'s own');
	t.match(bisection.work, {base: /^patch 24 of /, sentence: /^worse: \+1 instructions per IO/, functions: [{delta: 1}]});
	t.match(bisection.reproduce, [/^kernel-test compare \d{4}-\S+ 25 null\.libaio\.randread\.4k\.qd32 --target/]);
});

t.test('git bisect run, over the history of a series', async t => {
	const dir = await seriesWith(t, []);
	const git = async (...args: readonly string[]): Promise<string> => (await execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {cwd: dir})).stdout;
	const commit = async (subject: string): Promise<string> => {
		await git('add', '--all');
		await git('commit', '--quiet', '--allow-empty', '--message', subject);
		return git('rev-parse', 'HEAD');
	};
	await git('init', '--quiet');
	const good = await commit('24 patches');
	await commit('nothing new');
	await copyFile(fixture('broken'), path.join(dir, '9000-broken.patch'));
	const culprit = await commit('one more');
	await commit('nothing new again');
	await git('bisect', 'start', 'HEAD', good);
	const said = await git('bisect', 'run', 'node', path.join(projectDir, 'harness/bin.js'), 'check', 'io/plain-aio', '--series', dir, '--results', resultsDir);
	t.match(said, `${culprit} is the first bad commit`);
	t.match(await git('bisect', 'log'), /^# good: \[\w+\] nothing new$/m, 'and the one before it was tested');
});
