// Nights of a small matrix: a quiet one, one with two patches at fault, one that is killed in mid-night, one in two parts.
import {copyFile, readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import t from 'tap';
import type {Night} from '../../harness/nightly/night.js';
import {kernelTest, makeTemporaryDir, projectDir, seriesWith, startKernelTest, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const bench = 'null.libaio.randread.4k.qd32';
const dir = await makeTemporaryDir(t);
const resultsDir = path.join(dir, 'results');
const config = path.join(dir, 'night.json');
const series = await seriesWith(t, []);
await writeFile(config, JSON.stringify({matrix: [{target: 'debian-6.1', series, kinds: ['checks', 'counts'], checks: ['io/plain-aio', 'io/large'], benches: [bench]}], limits: {diskGiB: 1}}));

const night = async (...args: readonly string[]): Promise<{exitCode: number | undefined; stderr: string; night: Night}> => {
	const {exitCode, stdout, stderr} = await kernelTest(['nightly', '--config', config, '--results', resultsDir, '--json', ...args]);
	if (stdout === '') throw new Error(stderr);
	return {exitCode, stderr, night: JSON.parse(stdout) as Night};
};
/** What two nights of one kernel have in common. */
const digest = ({exitCode, findings, jobs}: Night): unknown => [exitCode, findings, jobs.map(({job, outcome, checks, metrics}) => [job.id, outcome, checks, metrics.map(({name, value}) => [name, value])])];

/** Jobs that came to their end, of all nights. */
const countJobs = async (): Promise<number> => (await readdir(path.join(resultsDir, 'nightly'), {recursive: true})).filter(name => /\/jobs\/[^/]+\.json$/.test(name)).length;

t.test('a quiet night, and one beside it', async t => {
	const first = night();
	while (!(await readFile(path.join(resultsDir, 'nightly/lock'), 'utf8').catch(() => '')).includes('process')) await sleep(50);
	const second = await kernelTest(['nightly', '--config', config, '--results', resultsDir]);
	t.match(second, {exitCode: 128, stdout: '', stderr: /another night is running on these results: \S+, process \d+/});
	const {exitCode, night: quiet} = await first;
	t.equal(exitCode, 0);
	t.match(quiet, {starts: 1, findings: [], jobs: [{outcome: 'pass', checks: [{outcomes: ['pass']}, {outcomes: ['pass']}]}, {outcome: 'pass', metrics: [{exact: true}]}]});

	const killed = startKernelTest(['nightly', '--config', config, '--results', resultsDir]);
	// In its second job.
	while (await countJobs() < 3) await sleep(50);
	await sleep(1000);
	killed.kill('SIGKILL');
	await killed;
	const {night: resumed, stderr} = await night();
	t.match(stderr, /going on with \S+, which was interrupted/);
	t.equal(resumed.starts, 2);
	t.strictSame(digest(resumed), digest(quiet));
});

t.test('in two parts, judged as one', async t => {
	const parts = ['1/2', '2/2'].map(shard => ({shard, results: path.join(dir, shard.slice(0, 1))}));
	for (const {shard, results} of parts) t.equal((await night('--shard', shard, '--results', results)).exitCode, 0);
	const {exitCode, night: merged} = await night('--merge', ...parts.map(({results}) => results));
	t.equal(exitCode, 0);
	t.equal(merged.jobs.length, 2);
	t.equal(merged.shard, undefined);
});

t.test('a patch that breaks a check and one that costs an instruction are found, searched for, and named on the page', async t => {
	for (const [index, name] of ['broken', 'costly'].entries()) await copyFile(path.join(projectDir, 'test/fixtures/bisect', `${name}.patch`), path.join(series, `${9000 + index}-${name}.patch`));
	const {exitCode, night: worse} = await night();
	t.equal(exitCode, 1);
	t.match(worse.findings, [
		{kind: 'check-failed', name: 'io/plain-aio', guilt: {patch: 25, subject: 'aio: an fsync that worked says one', reproduce: [/^kernel-test check io\/plain-aio --patch 25 /]}},
		{kind: 'metric-worse', name: `${bench}.work_insns_per_io`, guilt: {patch: 26, subject: 'aio: one instruction more for each request', functions: [/^aio_read \+1 /]}},
	]);
	t.strictSame(worse.jobs[0]!.checks.map(({outcomes}) => outcomes), [['pass'], ['fail', 'fail', 'fail']], 'and not told before it failed in three boots');
	const page = await readFile(path.join(resultsDir, 'nightly', worse.nightId, 'nightly.html'), 'utf8');
	for (const words of ['aio: an fsync that worked says one', 'aio: one instruction more for each request', 'aio_read +1']) t.ok(page.includes(words), words);

	const {exitCode: again, stderr, night: next} = await night();
	t.equal(again, 1);
	t.notMatch(stderr, /^bisect/m, 'what is known is not searched for again');
	t.match(next.findings, worse.findings.map(({kind, name, since, guilt}) => ({kind, name, since, guilt: {patch: guilt!.patch}})));
});
