// The command line: the only file that reads argv, prints, and sets the exit code.
import {realpathSync} from 'node:fs';
import {availableParallelism, homedir} from 'node:os';
import path from 'node:path';
import {CommanderError, Option} from '@commander-js/extra-typings';
import {accept, benchClaims, bisect, checkForB4, clean, compareSides, debugOnce, eachPrefix, examine, history, list, nightly, profileDiff, profileOnce, runOnce, showPlan, type Answer, type CommandContext} from './commands.js';
import type {Context} from './context.js';
import {HarnessError, InputError, InterruptedError, describeError} from './errors.js';
import {makeCommand, makeOptionGroups, type BootOptions, type FuzzOptions, type RunOptions} from './option-groups.js';
import {parseCompared} from './compare/sides.js';
import {parseSides} from './profile/sides.js';
import {parseBatch, parseBoots, parseFactor, parseFuzzOps, parseGrowth, parseGuestFile, parseIos, parseJobs, parseMetric, parseMilliseconds, parsePatch, parsePrefix, parseRepeats, parseSeed, parseSize, parseShard, parseThreads, parseThreshold, pickSeries} from './options.js';
import {pickBenchOptions, type PlanRequest} from './plan/plan.js';
import {makeProgressView} from './progress/show-progress.js';
import type {RunResult} from './result/result-schema.js';
import type {RunRequest} from './run.js';
import {execInGuest, planShell, shellAfterFailure, shellInGuest, type GuestContext} from './run-in-guest.js';
import {treeVariableOf} from './tree/parse-tree-option.js';
import {writeHistory, writeReport} from './write-report.js';

const usageExitCode = 129;
const interruptedExitCode = 130;
const execTimeoutMs = 60_000;

/** By the command's own file, bin.js: this one runs from a bundle that lies elsewhere. */
const projectDir = path.resolve(realpathSync(process.argv[1]!), '../..');
const env = process.env;
const abort = new AbortController();
/** What the command came to. Until it is through, the process's own exit code says that it broke. */
let exitCode = 0;

const {withBootOptions, withRunOptions, withFuzzOptions} = makeOptionGroups({projectDir, env});

const program = makeCommand('kernel-test')
	.description('Builds, boots and measures every patch of a kernel series.')
	.addCommand(withFuzzOptions(withRunOptions(makeCommand('run'))).description('build, boot, all checks, the short benchmark (the default)')
		.allowExcessArguments()
		.action(async (options, command) => {
			// Being the default, it is given whatever is no command.
			if (command.args.length > 0) command.error(`error: unknown command '${command.args[0]}'; names of checks go behind \`check\``);
			await test(options, {checks: [], benches: []});
		}), {isDefault: true})
	.addCommand(withFuzzOptions(withRunOptions(makeCommand('check'))).description('build, boot and run checks')
		.argument('[names...]', 'names or globs, all without any')
		.action(async (names, options) => test(options, {checks: names})))
	.addCommand(withRunOptions(makeCommand('bench')).description('build, boot and measure')
		.argument('[names...]', 'names or globs, all without any; a full name need not be listed')
		.option('--count', 'count the executed instructions of each IO, on one emulated CPU, instead of the time; --verbose shows them by function')
		.option('--batch <n>', 'IOs submitted and waited for together, instead of 8', parseBatch)
		.option('--threads <n>', 'threads, each with IOs of its own in flight', parseThreads)
		.option('--ms <n>', 'how long to measure', parseMilliseconds)
		.option('--ios <n>', 'how many IOs of each thread to measure, instead of a time', parseIos)
		.option('--claims', 'measure what the target\'s series is said to reach: count instructions, then take the time')
		.option('--clock-ghz <n>', 'clock of the core for which --claims estimates', parseFactor, 3)
		.option('--ipc <n>', 'instructions per cycle of that core', parseFactor, 1)
		.action(async (names, options) => {
			const plan = {benches: names, benchOptions: pickBenchOptions(options), ...(options.count === true ? {countInstructions: true as const} : {})};
			await answer(options, async ctx => options.claims === true ? benchClaims({request: toRequest(options, plan), core: options}, refuseDryRun(options, ctx)) : runOnce(toRequest(options, plan), ctx, options));
		}))
	.addCommand(withRunOptions(makeCommand('profile')).description('instructions per IO by function, and what changed between two kernels')
		.argument('[benches...]', 'names or globs; without any, what the target names')
		.addOption(new Option('--diff <sides...>', 'what changed between two sides: each a patch number, none, all, or the id of a counted run').conflicts('patch'))
		.option('--output <file>', 'where the page is written, instead of beside the run')
		.action(async (benches, options) => answer(options, async ctx => options.diff === undefined
			? profileOnce({...toTemplate(options), patch: options.patch, benches, output: options.output}, refuseDryRun(options, ctx))
			: profileDiff({...toTemplate(options), sides: parseSides([...options.diff, ...benches]), output: options.output}, refuseDryRun(options, ctx)))))
	.addCommand(withRunOptions(makeCommand('coverage'), 'coverage').description('which lines the series adds were executed by the checks')
		.argument('[names...]', 'checks, names or globs, all without any')
		.action(async (names, options) => answer(options, async ctx => runOnce({...toRequest(options, {checks: names}), coverage: true}, ctx, options))))
	.addCommand(withRunOptions(makeCommand('exec')).description('run a program in the guest; its output and exit code are ours')
		.option('--file <host[:guest]>', 'put a file into the guest (into /bin unless a place is given); may be repeated', parseGuestFile)
		.argument('<command>', 'program in the guest; put it behind --')
		.argument('[args...]')
		.action(async (command, args, options) => {
			const exec = {argv: [command, ...args], files: options.file ?? [], timeoutMs: options.timeout ?? execTimeoutMs};
			const request = toRequest(options, {exec});
			await (options.dryRun === true ? answer(options, async ctx => runOnce(request, ctx, options)) : inGuest(options, async ctx => execInGuest(request, exec, ctx)));
		}))
	.addCommand(withRunOptions(makeCommand('gdb')).description('a guest that waits for gdb; says which vmlinux and which command')
		.argument('[checks...]', 'checks to run, names or globs; without any the guest boots and ends')
		.action(async (checks, options) => answer(options, async ctx => debugOnce(
			toRequest(options, {...(checks.length === 0 ? {} : {checks}), unhurried: true}), ctx, {...options, say: text => say(options, ctx, text)}))))
	.addCommand(withRunOptions(makeCommand('shell')).description('a shell in the guest, at this terminal or at a pipe; its exit code is ours')
		.option('--file <host[:guest]>', 'put a file into the guest (into /bin unless a place is given); may be repeated', parseGuestFile)
		.argument('[checks...]', 'checks whose programs are there, names or globs, all without any')
		.action(async (checks, options) => {
			const files = options.file ?? [];
			await (options.dryRun === true
				? answer(options, async ctx => runOnce(toRequest(options, {exec: await planShell({files, checks, timeoutMs: options.timeout, tty: undefined}, ctx)}), ctx, options))
				: inGuest(options, async ctx => shellInGuest({request: toRequest(options, {}), files, checks, onEscape: () => abort.abort()}, ctx)));
		}))
	.addCommand(withBootOptions(makeCommand('compare')).description('what one side costs more or less per IO than the other, by function')
		.usage('[options] <base> <head> [benches...], or --series A --series B [benches...]')
		.argument('[sides...]', 'base and head: a patch number, all, none, a run or baseline; behind them names or globs of benches')
		.option('--boots <n>', 'boots of each side, in turn, for IOPS and latency: at least 9 for a verdict; 0 counts instructions only', parseBoots, 0)
		.option('--threshold <percent>', 'by how much work may change and still be the same', parseThreshold, 0.02)
		.action(async (words, options) => answer(options, async ctx => {
			const {series, ...compared} = parseCompared(words, options.series);
			return compareSides({...compared, boots: options.boots, thresholdPct: options.threshold, template: toTemplate({...options, series})}, ctx);
		})))
	.addCommand(withBootOptions(makeCommand('b4-check')).description('a patch mail on standard input: applies, builds, boots, checks; verdicts as `b4 review` reads them')
		.argument('[checks...]', 'names or globs, all without any')
		.option('--on <n>', 'prefix of the series that the mail is applied on: a patch number, all or none (default: none, of a --series all)', parsePatch)
		.action(async (checks, options) => {
			if (process.stdin.isTTY) throw new InputError('b4-check takes a patch mail on standard input, and that is a terminal', {stage: 'series', hint: 'kernel-test b4-check <patch'});
			const on = options.on ?? (options.series === undefined ? 'none' : 'all');
			await answer(options, async ctx => checkForB4({mail: process.stdin, on, checks, template: toTemplate(options)}, ctx));
		}))
	.addCommand(withBootOptions(makeCommand('each')).description('every prefix of the series: builds without new warnings, boots, passes its checks, and what it costs')
		.argument('[checks...]', 'names or globs, all without any')
		.option('--from <n>', 'first prefix: the number of a patch, or none', parsePrefix, 1)
		.option('--to <n>', 'last prefix (default: the whole series)', parsePrefix)
		.option('--count <bench...>', 'benches whose instructions are counted on every prefix')
		.action(async (checks, options) => answer(options, async ctx =>
			eachPrefix({from: options.from, to: options.to, checks, benches: options.count ?? [], template: toTemplate(options)}, ctx))))
	.addCommand(withBootOptions(makeCommand('bisect')).description('the first bad patch of the series, by binary search over its prefixes')
		.option('--check <name...>', 'what fails at the bad end: checks, names or globs')
		.addOption(new Option('--metric <bench>', 'what costs more at the bad end: instructions per IO of a bench').argParser(parseMetric).conflicts(['check', 'repeats']))
		.option('--threshold <n>', 'by how much work may grow: instructions per IO, or with % a share (default: 0.02%)', parseGrowth)
		.option('--against <source>', 'series whose counts are what is expected, prefix by prefix (default: the good end\'s count is)')
		.option('--repeats <n>', 'boots in which a prefix has to be good, for what fails now and then', parseRepeats)
		.option('--seed <n>', 'what random checks start from, in every boot', parseSeed, 0)
		.option('--fuzz-ops <n>', 'operations of a random check', parseFuzzOps, 5000)
		.addOption(new Option('--range <base..head>', 'commits of --tree as the series, on the tree at its base').conflicts('series'))
		.option('--from <n>', 'good end: the number of a patch, or none', parsePrefix, 0)
		.option('--to <n>', 'bad end (default: the whole series)', parsePrefix)
		.option('--replay <file>', 'take question and verdicts from the log of a bisection, and test what they leave open')
		.action(async options => answer(options, async ctx => bisect({command: toTemplate(options).command, options: {...options, ...pickSources(options)}}, ctx))))
	.addCommand(makeCommand('nightly').description('the matrix of nightly.json: targets, variants, checks, counts, times; one exit code')
		.option('--config <file>', 'what is tested, and within which limits', path.join(projectDir, 'nightly.json'))
		.option('--plan', 'print what would run, and run nothing; with --json a matrix for runners that share it')
		.option('--shard <i/n>', 'only the i-th of n parts', parseShard)
		.addOption(new Option('--merge <dir...>', 'judge the parts that were run with --shard as one night: their folders, or those of their results').conflicts(['plan', 'shard']))
		.option('--json', 'print the night and nothing else on standard output')
		.option('--verbose', 'show what the tools and the guests\' consoles say')
		.option('--results <dir>', 'where results and the nights before are', path.join(projectDir, 'results'))
		.action(async ({config, shard, plan, merge, ...options}) => answer(options, async ctx => plan === true ? showPlan({configFile: config, shard}, ctx) : nightly({configFile: config, shard, merge}, ctx))))
	.addCommand(makeCommand('baseline').description('accept the counted instructions of a run as what later ones are compared with')
		.argument('[run]', 'a run\'s id, its folder or its result.json; the newest that counted, without one')
		.option('--target <name>', 'whose run', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--results <dir>', 'where runs and baselines are', path.join(projectDir, 'results'))
		.action(async (name, options) => answer(options, async ctx => accept({name, target: options.target}, ctx))))
	.addCommand(makeCommand('report').description('a stored run as one HTML file, or as Markdown for a cover letter')
		.argument('[run]', 'its id, its folder or its result.json; the newest run without it')
		.addOption(new Option('--format <format>', 'what to make').choices(['html', 'markdown'] as const).default('html' as const))
		.option('--output <file>', 'where to write it (default: a page beside the result; Markdown on standard output)')
		.option('--with <run...>', 'runs counted at other patches (default: those in the results folder that compare)')
		.option('--target <name>', 'whose runs', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--results <dir>', 'where results are', path.join(projectDir, 'results'))
		.addOption(new Option('--history', 'instead of a run, the numbers of that name or glob (default: all) over the nights, as a page to zoom').conflicts(['format', 'with']))
		.action(async (name, {target, format, output, with: others, history: isHistory, results}) => answer({results}, async ctx => ({
			text: isHistory === true ? await writeHistory({name, target, output}, ctx) : await writeReport({target, run: name, format, output, with: others}, ctx), exitCode: 0,
		}))))
	.addCommand(makeCommand('history').description('a metric or a check over the nights')
		.argument('<name>', 'name or glob')
		.option('--target <name>', 'of one target only')
		.option('--json', 'print the series and nothing else on standard output')
		.option('--results <dir>', 'where the nights are', path.join(projectDir, 'results'))
		.action(async (name, {target, ...options}) => answer(options, async ctx => history({name, target}, ctx))))
	.addCommand(makeCommand('list').description('what there is')
		.argument('<what>', 'targets, checks, benches, variants or runs')
		.option('--target <name>', 'for benches and runs', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--results <dir>', 'for runs', path.join(projectDir, 'results'))
		.action(async (what, options) => answer(options, async ctx => list(what, options.target, ctx))))
	.addCommand(makeCommand('doctor').description('what the machine lacks, and how to get it')
		.option('--target <name>', 'look for this target\'s tree too', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.action(async options => answer({}, async ctx => examine(options.target, ctx))))
	.addCommand(makeCommand('clean').description('empty the cache; results stay')
		.option('--keep-size <size>', 'only until it is no bigger, such as 10G: what was not used for longest goes first', parseSize)
		.action(async options => answer({}, async ctx => clean({keepSize: options.keepSize}, ctx))));

await main();

async function main(): Promise<void> {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort());
	// A closed pipe (`| head`) is not our failure.
	process.stdout.on('error', () => {});
	process.exitCode = 128;
	try {
		await program.parseAsync();
	} catch (error) {
		exitCode = reportFailure(error);
	}
	process.exitCode = exitCode;
}

function reportFailure(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode;
	if (abort.signal.aborted) {
		process.stderr.write(`${describeError(error instanceof InterruptedError ? error : new InterruptedError('run'))}\n`);
		return interruptedExitCode;
	}
	process.stderr.write(`${describeError(error)}\n`);
	return error instanceof HarnessError ? error.exitCode : 128;
}

interface ContextOptions {
	readonly results?: string;
	readonly verbose?: true | undefined;
}

function makeContext(options: ContextOptions): Context & {stopProgress(): void} {
	const view = makeProgressView({
		stream: process.stderr, verbose: options.verbose === true,
		terminal: process.stderr.isTTY && env['CI'] === undefined && env['TERM'] !== 'dumb',
	});
	const cacheHome = env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
	return {
		projectDir,
		cacheDir: path.resolve(env['KERNEL_TEST_CACHE'] || path.join(cacheHome, 'kernel-test')),
		resultsDir: path.resolve(options.results ?? path.join(projectDir, 'results')),
		signal: abort.signal,
		env,
		jobs: parseJobs(env['MAKEFLAGS'], availableParallelism()),
		emit: event => view.show(event),
		stopProgress: () => view.stop(),
	};
}

function toRequest(options: RunOptions & {readonly guests?: number | undefined}, plan: PlanRequest): RunRequest {
	return {...toTemplate(options), patch: options.patch, plan, guests: options.guests};
}

/** What a boot wants besides a patch and a plan. */
function toTemplate(options: BootOptions): Omit<RunRequest, 'patch' | 'plan'> {
	return {
		command: ['kernel-test', ...process.argv.slice(2)].join(' '),
		target: options.target, ...pickSources(options), variant: options.variant,
		accel: options.accel, cpus: options.smp, totalTimeoutMs: options.timeout,
		nvme: options.nvme ?? {}, append: options.append ?? [], qemuArgs: options.qemuArgs ?? [],
	};
}

/** What is built: a target's tree may be named by the environment too. */
function pickSources({target, tree, series}: Pick<BootOptions, 'target' | 'tree' | 'series'>): {tree: string | undefined; series: string | undefined} {
	return {tree: tree ?? (env[treeVariableOf(target)] || undefined), series: pickSeries(series)};
}

function refuseDryRun(options: {readonly dryRun?: true | undefined}, ctx: CommandContext): CommandContext {
	if (options.dryRun === true) throw new InputError('--dry-run shows one boot, and this command boots as its results say', {stage: 'boot', hint: 'show one of them with `bench --count --dry-run`'});
	return ctx;
}

/** Runs a command and prints what it came to: its object with --json, else its text. */
async function answer(options: ContextOptions & {readonly json?: true | undefined}, command: (ctx: CommandContext) => Promise<Answer>): Promise<void> {
	const ctx = makeContext(options);
	try {
		const {data, text, exitCode: code} = await command({...ctx, verbose: options.verbose === true});
		ctx.stopProgress();
		process.stdout.write(options.json === true && data !== undefined ? `${JSON.stringify(data, undefined, '\t')}\n` : text);
		exitCode = code;
	} finally {
		ctx.stopProgress();
	}
}

/** In the midst of a command. */
function say(options: {readonly json?: true | undefined}, ctx: CommandContext, text: string): void {
	ctx.stopProgress();
	(options.json === true ? process.stderr : process.stdout).write(text);
}

/** `run` and `check`. */
async function test(options: FuzzOptions, plan: PlanRequest): Promise<void> {
	const request = toRequest(options, {...plan, fuzz: {seed: options.seed, ops: options.fuzzOps}});
	let result: object | undefined;
	await answer(options, async ctx => {
		const answered = await runOnce(request, ctx, options);
		result = answered.data;
		return answered;
	});
	if (options.shellOnFail !== true || options.dryRun === true) return;
	const verdict = exitCode;
	await inGuest({...options, json: undefined}, async ctx => shellAfterFailure(result as RunResult, {request, onEscape: () => abort.abort()}, ctx));
	exitCode = verdict;
}

/** A program in the guest, whose exit code is ours. */
async function inGuest(options: Omit<RunOptions, 'json'> & {readonly json?: true | undefined}, program: (ctx: GuestContext) => Promise<number>): Promise<void> {
	const ctx = makeContext(options);
	try {
		exitCode = await program({...ctx, streams: process, json: options.json === true, verbose: options.verbose === true});
	} finally {
		ctx.stopProgress();
	}
}
