import {readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import t from 'tap';
import {benchClaims, bisect, checkForB4, compareSides, eachPrefix, profileDiff, profileOnce, runOnce, type CommandContext} from '../harness/commands.js';
import type {DryRun} from '../harness/dry-run.js';
import type {BisectLog} from '../harness/bisect/bisection.js';
import type {Comparison} from '../harness/compare/comparison.js';
import {makeResult} from '../harness/result/make-result.js';
import {execInGuest, shellAfterFailure, type Streams} from '../harness/run-in-guest.js';
import type {RunResult} from '../harness/result/result-schema.js';
import {bench, makePatch, makeSmallProject, noCode, panic, type SmallProject} from './small-kernel.js';
import {fixturesDir} from './report/fixtures.js';
import {makeBoot, makeFacts} from './result/sample.js';
import {makeTemporaryDir} from './support.js';

t.setTimeout(600_000);
const cacheDir = await makeTemporaryDir(t);
const all = {kind: 'patch', patch: 'all'} as const;
const none = {kind: 'patch', patch: 'none'} as const;

const commandContext = ({ctx}: SmallProject): CommandContext => ({...ctx, verbose: false, stopProgress: () => {}});

t.test('a kernel that panics: each command says so, exit 1', async t => {
	const project = await makeSmallProject(t, [panic('base'), panic('one')], cacheDir);
	const {template} = project;
	const ctx = commandContext(project);
	const checks = {...template, patch: 'all', plan: {checks: ['io/*']}} as const;
	t.match(await runOnce(checks, ctx, {}), {exitCode: 1, text: /io\/read +broken.*FAIL: panic.*not syncing: one/s});
	t.match(await compareSides({base: none, head: all, boots: 0, thresholdPct: 0.02, benches: [], template}, ctx), {exitCode: 1, text: /FAIL: panic.*not syncing: base/s}, 'the first side ends it');
	t.match(await eachPrefix({from: 1, to: undefined, checks: [], benches: [], template}, ctx), {exitCode: 1, text: /1 .*panic/});
	t.match(await profileOnce({...template, patch: 'all', benches: [bench], output: undefined}, ctx), {exitCode: 1, text: /FAIL: panic/});
	const sides = {base: {type: 'prefix', patch: 'none'}, head: {type: 'prefix', patch: 'all'}, benches: [bench]} as const;
	t.match(await profileDiff({...template, sides, output: undefined}, ctx), {exitCode: 1, text: /FAIL: panic.*not syncing: base/s});
	t.match(await benchClaims({request: {...checks, plan: {}}, core: {clockGhz: 3, ipc: 1}}, ctx), {exitCode: 1, text: /FAIL: panic.*FAIL: panic.*the rings/s});
});

t.test('two series: what became of their patches, then their numbers', async t => {
	const project = await makeSmallProject(t, [panic('base'), panic('one')], cacheDir);
	const other = await makeSmallProject(t, [panic('base'), panic('two')], cacheDir);
	const [base, head] = [project, other].map(({ctx}) => ({...all, series: path.join(ctx.projectDir, 'patches/sample')}));
	const request = {base: base!, head: head!, boots: 9, thresholdPct: 0.02, benches: [], template: project.template};
	t.match(await compareSides(request, commandContext(project)), {exitCode: 1, data: {boot: {reason: /not syncing: one/}}});
	await t.rejects(compareSides({...request, base: {kind: 'baseline'}, head: {kind: 'baseline'}}, commandContext(project)), {exitCode: 129, message: 'the baseline is compared with itself'});
	await t.rejects(compareSides({...request, base: {kind: 'baseline'}}, commandContext(project)), {exitCode: 129, message: 'sample has no baseline'});
});

t.test('stored runs are sides as they are', async t => {
	const project = await makeSmallProject(t, [panic('base')], cacheDir);
	const [base, head] = [13, 24].map(patch => ({kind: 'run' as const, name: path.join(fixturesDir, `counted-${patch}.json`)}));
	const request = {base: base!, head: head!, boots: 9, thresholdPct: 0.02, benches: [], template: project.template};
	const {exitCode, data, text} = await compareSides(request, commandContext(project));
	t.match(data, {base: {name: /^run .*, patch 13 of 24/, boots: 1}, head: {name: /^run .*, patch 24 of 24/, boots: 1}}, text);
	t.equal(exitCode, (data as Comparison).outcome === 'pass' ? 0 : 1);
	t.match(await compareSides({...request, head: all}, commandContext(project)), {exitCode: 1, text: /FAIL: panic/}, 'a prefix beside one is booted once');
});

t.test('--shell-on-fail: no shell, and why', async t => {
	const project = await makeSmallProject(t, [panic('base')], cacheDir);
	const failed = makeResult(makeFacts({boot: makeBoot({outcome: 'panic', reason: 'Oops', planMs: undefined})}));
	const said = async (result: RunResult, isTTY: boolean): Promise<string> => {
		const [stdin, stdout, stderr] = [Object.assign(new PassThrough(), {isTTY}), Object.assign(new PassThrough(), {isTTY}), new PassThrough()];
		const ctx = {...commandContext(project), streams: {stdin, stdout, stderr} as unknown as Streams, json: false};
		t.equal(await shellAfterFailure(result, {request: {...project.template, patch: 'all'}, onEscape() {}}, ctx), 0);
		return String(stderr.read() ?? '').trim();
	};
	t.equal(await said(makeResult(makeFacts()), true), '');
	t.equal(await said(failed, false), '--shell-on-fail: no shell, for there is no terminal');
	t.equal(await said(failed, true), '--shell-on-fail: no shell, for this kernel does not come as far as a shell');
	t.equal(await said({...failed, boot: {...failed.boot!, planMs: 1}, checks: []}, true), '--shell-on-fail: no shell, for no check failed');
});

t.test('a bisection whose ends are not what they should be', async t => {
	const project = await makeSmallProject(t, [panic('base'), noCode, panic('two')], cacheDir);
	const {target, variant, accel} = project.template;
	const search = async (options: object) => bisect({command: 'kernel-test bisect', options: {target, variant, accel, from: 0, seed: 0, fuzzOps: 5000, check: ['io/read'], ...options}}, commandContext(project));
	await t.rejects(search({}), {exitCode: 129, message: /^patch none, the good end, is bad already: panic/, hint: 'no patch of the series is at fault'});
	await t.rejects(search({from: 1}), {exitCode: 129, message: /^patch 1, the good end, cannot be tested: the kernel does not compile/});
	await t.rejects(search({to: 1}), {exitCode: 129, message: /^patch 1, the bad end, cannot be tested/});
	await t.rejects(search({from: 2}), {exitCode: 129, message: /there is nothing to search/});
	await t.rejects(search({check: undefined, metric: bench, repeats: undefined}), {exitCode: 129, message: /^patch none, the good end, cannot be tested: panic/});
	const logs = (await readdir(path.join(project.ctx.resultsDir, 'sample'))).filter(name => name.startsWith('bisect-'));
	t.ok(logs.length >= 4, 'and each left its log');

	// The same verdicts, but for the good end's: what is left to test between them cannot be.
	const texts = await Promise.all(logs.map(async name => readFile(path.join(project.ctx.resultsDir, 'sample', name), 'utf8')));
	const log = texts.map(text => JSON.parse(text) as BisectLog).find(({probes}) => probes.some(({patch}) => patch === 0) && probes.some(({patch}) => patch === 2))!;
	const replay = path.join(project.ctx.projectDir, 'replay.json');
	await writeFile(replay, JSON.stringify({...log, done: false, probes: log.probes.map(probe => probe.patch === 0 ? {...probe, verdict: 'good', badBoots: 0, failing: []} : probe)}));
	t.match(await search({replay}), {exitCode: 125, text: /the first bad patch is one of 1 to 2/, data: {good: 0, bad: 2, suspects: [{patch: 1, diffStat: /fs\/aio\.c/}, {patch: 2}], boots: 0, log: /bisect-/}});
	t.ok(project.ctx.events.some(({text}) => text === '2 prefixes were tested before: 2 bad, none good'));
});

t.test('a mail, as b4 reads what became of it', async t => {
	const project = await makeSmallProject(t, [panic('base'), panic('one')], cacheDir);
	const check = async (mail: string, on: 'all' | 'none' | number = 'none') =>
		(await checkForB4({mail: (async function *() { yield Buffer.from(mail); })(), on, checks: [], template: project.template}, commandContext(project))).data as ReadonlyArray<{tool: string; status: string}>;
	const short = (entries: ReadonlyArray<{tool: string; status: string}>): readonly string[] => entries.map(({tool, status}) => `${tool.split('/')[1]} ${status}`);
	t.strictSame(short(await check(makePatch(1, panic('base'), panic('mailed')))), ['apply pass', 'build pass', 'boot fail', 'checks fail']);
	t.strictSame(short(await check(makePatch(2, panic('one'), noCode), 'all')), ['apply pass', 'build fail']);
	t.strictSame(short(await check(makePatch(1, panic('other'), panic('mailed')))), ['apply fail']);
	t.strictSame(short(await check(makePatch(1, panic('base'), `static int unused; ${panic('mailed')}`))), ['apply pass', 'build warn', 'boot fail', 'checks fail']);
	t.strictSame(short(await check('From: a\nSubject: hello\n\nNo patch.\n')), ['apply warn']);
	await t.rejects(check(' \n'), {exitCode: 129, message: /standard input is empty/});
	await t.rejects(check('x'.repeat(2 ** 23 + 1)), {exitCode: 129, message: /the mail is larger/});
});

t.test('what a run would do, before and after it was done', async t => {
	const project = await makeSmallProject(t, [panic('base'), panic('one'), noCode], await makeTemporaryDir(t));
	const request = {...project.template, patch: 1, plan: {checks: ['io/read']}} as const;
	const show = async (fields: object = {}): Promise<DryRun> => (await runOnce({...request, ...fields}, commandContext(project), {dryRun: true})).data as DryRun;
	const before = await show();
	t.match(before, {outcome: 'pass', guestTools: [{file: 'make'}], boot: [{file: 'qemu-system-x86_64'}]});
	t.match(before.kernel.map(({args}) => args.at(-1)), ['tinyconfig', /./, 'olddefconfig', 'vmlinux']);
	t.equal(await readdir(path.join(project.ctx.resultsDir, 'sample')).catch(() => 'none'), 'none', 'and nothing was booted');
	const {data} = await runOnce(request, commandContext(project), {});
	t.match(await show(), {guestTools: [], kernel: []}, 'the cache has it now');
	const argv = await readFile(path.join(project.ctx.resultsDir, 'sample', (data as RunResult).runId, 'qemu-argv.txt'), 'utf8');
	t.equal((await runOnce(request, commandContext(project), {dryRun: true})).text.trim().split('\n').at(-1)!.replaceAll('RUN-ID', (data as RunResult).runId), argv.trim().replaceAll(/\/tmp\/kt-(?!test-)[^/]+(?=\/)/g, '/tmp/kt-XXXXXX'));
	const other = await makeSmallProject(t, [panic('other'), panic('two')], cacheDir);
	t.match(await show({series: path.join(other.ctx.projectDir, 'patches/sample')}), {outcome: 'untestable', reason: /0001-aio-patch-1\.patch \(aio: patch 1\) does not apply/, boot: []});
});

t.test('a program in a guest that does not come up: the run\'s exit code, and why', async t => {
	const project = await makeSmallProject(t, [panic('base')], cacheDir);
	const [stdout, stderr] = [new PassThrough(), new PassThrough()];
	const streams = {stdin: new PassThrough(), stdout, stderr} as unknown as Streams;
	const exec = {argv: ['true'], files: [], timeoutMs: 1000};
	const run = async (json: boolean) => execInGuest({...project.template, patch: 'all'}, exec, {...commandContext(project), streams, json});
	t.equal(await run(false), 1);
	t.equal(stdout.read(), null);
	t.match(String(stderr.read()), /FAIL: panic/);
	await run(true);
	t.match(JSON.parse(String(stdout.read())), {outcome: 'fail', boot: {outcome: 'panic'}});
});
