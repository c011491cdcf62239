import {readFile, symlink} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {makeResult} from '../harness/result/make-result.js';
import {makeFacts} from './result/sample.js';
import {copyProject, makeTemporaryDir, projectDir, runNode, writeFiles, type Outcome} from './support.js';

// Some forty starts of Node, on a machine that may have other things to do; for coverage each takes seconds.
t.setTimeout(600_000);

/** The command as a user starts it; none of what is tested here boots anything. */
async function kernelTest(args: readonly string[], env: Readonly<Record<string, string>> = {}, dir = projectDir): Promise<Outcome> {
	return runNode([path.join(dir, 'harness/bin.js'), ...args], {cwd: dir, env: {NO_COLOR: '1', KERNEL_TEST_TARGET: '', ...env}});
}

t.test('--help names every command, on standard output', async t => {
	const {exitCode, stdout, stderr} = await kernelTest(['--help']);
	t.equal(exitCode, 0);
	t.equal(stderr, '');
	for (const command of ['run', 'check', 'bench', 'profile', 'coverage', 'exec', 'compare', 'each', 'bisect', 'baseline', 'report', 'list', 'doctor', 'clean']) t.match(stdout, new RegExp(`^ {2}${command}\\b`, 'm'), command);
});

t.test('wrong usage: exit 129, the option and what is allowed on standard error, nothing on standard output', async t => {
	const cases: ReadonlyArray<readonly [readonly string[], RegExp]> = [
		[['nonsense'], /unknown command 'nonsense'/], [['run', 'io/*'], /unknown command 'io\/\*'; names of checks go behind `check`/],
		[['run', '--patch', 'abc'], /--patch <n>.*'abc' is invalid\. It is all, none or the number of a patch from 1/],
		[['profile', '--diff', '3'], /--diff compares two sides/],
		[['profile', '--diff', '3', 'four'], /'four' is no side/],
		[['profile', '--diff', '3', '4', '--patch', '2'], /'--diff <sides\.\.\.>' cannot be used with option '--patch <n>'/],
		[['bench', '--threads', '65'], /--threads <n>.*'65' is invalid\. It is a number of threads from 1 to 64/],
		[['bench', '--claims', '--count'], /--claims measures what target\.json names/],
		[['bisect'], /^bisect: bisect: there is nothing to look for\n {2}give --check NAME, --metric BENCH or --replay FILE/],
		[['bisect', '--metric', 'nvme.libaio.randread.4k.qd1'], /--metric <bench>.*The count of this one differs from boot to boot/],
		[['bisect', '--metric', 'null.libaio.randread.4k.qd1', '--check', 'io/large'], /'--metric <bench>' cannot be used with option '--check <name\.\.\.>'/],
		[['bisect', '--check', 'io/large', '--range', 'a..b'], /^series: --range a\.\.b: there is no tree to look it up in/],
		[['bisect', '--replay', 'package.json'], /^store: --replay package\.json is no log of a bisection/],
		[['check', '--nvme', 'lba=1024'], /--nvme <shape>.*lba is 512 or 4096, not '1024'/],
		[['run', '--nvme', 'poll-queues=3', '--smp', '2'], /^boot: --nvme poll-queues=3: the guest has 2 CPUs/],
		[['run', '--append', 'panic=1'], /--append <parameters>.*panic is the harness's own/],
		[['run', '--qemu-args', '-smp 3'], /--qemu-args <arguments>.*-smp is the harness's own: say --smp/],
		[['profile', '--dry-run'], /--dry-run shows one boot/],
		[['compare', 'all'], /^store: compare takes two sides\n {2}BASE and HEAD are each .*`compare --series A --series B`/],
		[['check', '--series', 'v4.mbox', '--series', 'v5.mbox'], /^series: --series is given 2 times/],
		[['exec'], /missing required argument 'command'/],
		[['report', '--format', 'pdf'], /'pdf' is invalid\. Allowed choices are html, markdown/],
		[['report', 'nope'], /^store: there is no run 'nope'.*\n {2}a run is named by its id/],
		[['list', 'constructor'], /cannot list 'constructor'. It is one of: targets, checks, benches, variants, runs/],
	];
	const outcomes = await inPairs(cases, async ([args]) => kernelTest(args));
	for (const [index, [args, words]] of cases.entries()) {
		const {exitCode, stdout, stderr} = outcomes[index]!;
		t.equal(exitCode, 129, args.join(' '));
		t.equal(stdout, '', args.join(' '));
		t.match(stderr, words);
	}
});

t.test('a harness that does not even start is the harness\'s failure: exit 128, and why', async t => {
	const dir = await copyProject(t);
	await writeFiles(dir, {'harness/options.ts': 'this is not TypeScript'});
	t.match(await kernelTest(['list', 'targets'], {}, dir), {exitCode: 128, stdout: '', stderr: /cannot be started from .*options\.ts/s});
});

t.test('an unknown target: exit 129, with those that there are', async t => {
	t.match(await kernelTest(['list', 'benches'], {KERNEL_TEST_TARGET: 'nope'}), {exitCode: 129, stdout: '', stderr: /^target: unknown target 'nope'\n {2}targets are: .*debian-6\.1/});
});

t.test('list', async t => {
	const results = await makeTemporaryDir(t);
	const result = makeResult(makeFacts({runId: '2026-01-02T03-04-05Z-abcd'}));
	await writeFiles(path.join(results, 'debian-6.1', result.runId), {'result.json': JSON.stringify(result)});
	const what = [['variants'], ['runs', '--results', results]] as const;
	const [variants, runs] = await inPairs(what, async args => kernelTest(['list', ...args]));
	t.match(variants, {exitCode: 0, stdout: /^default$/m});
	t.equal(runs!.stdout, '2026-01-02T03-04-05Z-abcd  pass        default  patch 2/2  3 checks passed, 2 benches measured');
});

t.test('report: the file that was written, or Markdown', async t => {
	const results = await makeTemporaryDir(t);
	const result = makeResult(makeFacts());
	await writeFiles(path.join(results, 'debian-6.1', result.runId), {'result.json': JSON.stringify(result)});
	const [page, markdown] = await inPairs([[], ['--format', 'markdown']], async args => kernelTest(['report', '--results', results, ...args]));
	t.match(page, {exitCode: 0, stderr: ''});
	t.match(await readFile(path.resolve(projectDir, page!.stdout), 'utf8'), /<h1><span class="verdict pass">pass/);
	t.match(markdown, {exitCode: 0, stderr: '', stdout: /^# PASS: 3 checks passed, 2 benches measured\n/});
});

t.test('a malformed target.json: exit 129, with the field', async t => {
	const dir = await copyProject(t);
	await writeFiles(dir, {'patches/mine/target.json': JSON.stringify({description: 'mine', tree: {type: 'dir', dir: 'x'}, config: ['base'], vm: {nvme: {pollQueues: 'one'}}})});
	t.match(await kernelTest(['list', 'benches', '--target', 'mine'], {}, dir), {
		exitCode: 129, stderr: /^target: .*patches\/mine\/target\.json: vm\.nvme\.pollQueues: .*expected number/,
	});
});

t.test('a machine that lacks things: exit 128, all of them named, before any work', async t => {
	const bin = await makeTemporaryDir(t);
	await symlink('/usr/bin/env', path.join(bin, 'env'));
	const env = {PATH: bin, KERNEL_TEST_CACHE: path.join(bin, 'cache')};
	const [doctor, run] = await inPairs([['doctor'], ['run']], async args => kernelTest(args, env));
	t.match(doctor, {exitCode: 128, stdout: /^missing +qemu-system-x86_64 +install it with: apt-get install qemu-system-x86$/m, stderr: ''});
	t.match(run, {exitCode: 128, stdout: '', stderr: /make.* are not installed\n {2}install with: apt-get install .*\bmake\b/});
});

t.test('clean empties the cache that KERNEL_TEST_CACHE names', async t => {
	const cacheDir = await makeTemporaryDir(t);
	await writeFiles(cacheDir, {'kernels/1/vmlinux': ''});
	t.match(await kernelTest(['clean'], {KERNEL_TEST_CACHE: cacheDir}), {exitCode: 0, stdout: 'removed kernels/1'});
});

t.test('a reader that went away is no failure', async t => {
	const script = 'unset NODE_OPTIONS; "$0" harness/bin.js list checks | head -1; echo "${PIPESTATUS[0]}"';
	const {stdout} = await execa('bash', ['-c', script, process.execPath], {cwd: projectDir});
	t.match(stdout, /^\w+\/[\w-]+\n0$/);
});

t.test('a change of the harness is in force at once, in that copy and in no other', async t => {
	const dir = await copyProject(t);
	const source = await readFile(path.join(dir, 'harness/cli.ts'), 'utf8');
	t.match((await kernelTest(['--help'], {}, dir)).stdout, /Builds, boots and measures/);
	await writeFiles(dir, {'harness/cli.ts': source.replace('Builds, boots and measures', 'Builds, boots and counts')});
	t.match((await kernelTest(['--help'], {}, dir)).stdout, /Builds, boots and counts/);
	t.match((await kernelTest(['--help'])).stdout, /Builds, boots and measures/);
});

/** Two at a time: there may be no more CPUs. */
async function inPairs<T, R>(items: readonly T[], action: (item: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	for (let index = 0; index < items.length; index += 2) results.push(...await Promise.all(items.slice(index, index + 2).map(action)));
	return results;
}
