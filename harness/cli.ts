// The command line: the only file that reads argv, prints, and sets the exit code.
import {randomInt} from 'node:crypto';
import {realpathSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import {availableParallelism, homedir} from 'node:os';
import path from 'node:path';
import {Command, CommanderError, Option} from '@commander-js/extra-typings';
import {cleanCache} from './clean.js';
import {compareRuns} from './compare-runs.js';
import type {SideChoice} from './compare/comparison.js';
import {describeComparison} from './compare/describe-comparison.js';
import type {Context} from './context.js';
import {examineMachine} from './doctor.js';
import {describeCoverage} from './coverage/describe-coverage.js';
import {HarnessError, InputError, InterruptedError, describeError} from './errors.js';
import {describeDiff} from './profile/describe-diff.js';
import {describeProfile} from './profile/describe-profile.js';
import {parseSides} from './profile/sides.js';
import {diffProfile, profile} from './profile.js';
import {listChecks} from './image/build-guest-tools.js';
import {parseBoots, parseCpus, parseFuzzOps, parseGuestFile, parseJobs, parsePatch, parseSeed, parseSide, parseThreshold, parseTimeout, parseVariant} from './options.js';
import {listBenches, type Fuzz, type PlanRequest} from './plan/plan.js';
import {makeProgressView} from './progress/show-progress.js';
import {describeResult} from './result/describe-result.js';
import type {RunOutcome} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {acceptBaseline} from './store/baselines.js';
import {listRuns} from './store/list-runs.js';
import {loadRun} from './store/load-run.js';
import {listTargets, loadTarget} from './target/load-target.js';
import {writeReport, type ReportRequest} from './write-report.js';

const exitCodeOf: Readonly<Record<RunOutcome, number>> = {pass: 0, fail: 1, untestable: 125, broken: 128};
const usageExitCode = 129;
const interruptedExitCode = 130;
const execTimeoutMs = 60_000;

/** By the command's own file, bin.js: this one runs from a bundle that lies elsewhere. */
const projectDir = path.resolve(realpathSync(process.argv[1]!), '../..');
const env = process.env;
const abort = new AbortController();
/** What the command came to. Until it is through, the process's own exit code says that it broke. */
let exitCode = 0;

const makeCommand = (name: string): Command => new Command(name).exitOverride().showHelpAfterError('(--help tells more)');

/** Options that every command which boots kernels takes. */
const withBootOptions = (command: Command, variant = 'default') => command
	.option('--target <name>', 'folder of patches/ to test', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
	.option('--tree <dir>', 'kernel tree to use as it stands, instead of the target\'s')
	.option('--series <source>', 'series to apply: folder, mbox file, commit range of --tree, or none')
	.option('--variant <name>', 'kernel configuration: default, or a fragment of kernel-config/', parseVariant, variant)
	.addOption(new Option('--accel <how>', 'accelerator').choices(['auto', 'kvm', 'tcg'] as const).default('auto' as const))
	.option('--smp <n>', 'guest CPUs', parseCpus)
	.option('--timeout <seconds>', 'limit for the whole boot', parseTimeout)
	.option('--json', 'print the result object and nothing else on standard output')
	.option('--verbose', 'show what the tools and the guest\'s console say')
	.option('--results <dir>', 'where results are written', path.join(projectDir, 'results'));

/** Options that every command which boots one kernel takes. */
const withRunOptions = (command: Command, variant = 'default') => withBootOptions(command, variant)
	.option('--patch <n>', 'prefix of the series: a patch number, all or none', parsePatch, 'all' as const);

/** Options of commands that run checks: some of these draw their operations at random. */
const withFuzzOptions = (command: ReturnType<typeof withRunOptions>) => command
	.addOption(new Option('--seed <n>', 'what random checks start from').argParser(parseSeed).default(randomInt(2 ** 32), 'another one each time'))
	.option('--fuzz-ops <n>', 'operations of a random check', parseFuzzOps, 5000);

type BootOptions = ReturnType<ReturnType<typeof withBootOptions>['opts']>;
type RunOptions = ReturnType<ReturnType<typeof withRunOptions>['opts']>;

const program = makeCommand('kernel-test')
	.description('Builds, boots and measures every patch of a kernel series.')
	.addCommand(withFuzzOptions(withRunOptions(makeCommand('run'))).description('build, boot, all checks, the short benchmark (the default)')
		.action(async options => runAndShow(options, {checks: [], benches: [], fuzz: toFuzz(options)})), {isDefault: true})
	.addCommand(withFuzzOptions(withRunOptions(makeCommand('check'))).description('build, boot and run checks')
		.argument('[names...]', 'names or globs, all without any')
		.action(async (names, options) => runAndShow(options, {checks: names, fuzz: toFuzz(options)})))
	.addCommand(withRunOptions(makeCommand('bench')).description('build, boot and measure')
		.argument('[names...]', 'names or globs, all without any; a full name need not be listed')
		.option('--count', 'count the executed instructions of each IO, on one emulated CPU, instead of the time; --verbose shows them by function')
		.action(async (names, options) => runAndShow(options, {benches: names, ...(options.count === true ? {countInstructions: true} : {})})))
	.addCommand(withRunOptions(makeCommand('profile')).description('instructions per IO by function, and what changed between two kernels')
		.argument('[benches...]', 'names or globs; without any, what the target names')
		.addOption(new Option('--diff <sides...>', 'what changed between two sides: each a patch number, none, all, or the id of a counted run').conflicts('patch'))
		.option('--output <file>', 'where the page is written, instead of beside the run')
		.action(async (benches, options) => options.diff === undefined ? profileAndShow(options, benches) : diffAndShow(options, [...options.diff, ...benches])))
	.addCommand(withRunOptions(makeCommand('coverage'), 'coverage').description('which lines the series adds were executed by the checks')
		.argument('[names...]', 'checks, names or globs, all without any')
		.action(async (names, options) => runAndShow(options, {checks: names}, {coverage: true})))
	.addCommand(withRunOptions(makeCommand('exec')).description('run a program in the guest; its output and exit code are ours')
		.option('--file <host[:guest]>', 'put a file into the guest (into /bin unless a place is given); may be repeated', parseGuestFile)
		.argument('<command>', 'program in the guest; put it behind --')
		.argument('[args...]')
		.action(async (command, args, options) => execInGuest(options, [command, ...args])))
	.addCommand(withBootOptions(makeCommand('compare')).description('what one side costs more or less per IO than the other, by function')
		.argument('<base>', 'a patch number, all, none, a run or baseline', parseSide)
		.argument('<head>', 'the same', parseSide)
		.argument('[benches...]', 'names or globs, all that the target counts without any')
		.option('--boots <n>', 'boots of each side, in turn, for IOPS and latency: at least 9 for a verdict; 0 counts instructions only', parseBoots, 0)
		.option('--threshold <percent>', 'by how much work may change and still be the same', parseThreshold, 0.02)
		.action(compare))
	.addCommand(makeCommand('baseline').description('accept the counted instructions of a run as what later ones are compared with')
		.argument('[run]', 'a run\'s id, its folder or its result.json; the newest that counted, without one')
		.option('--target <name>', 'whose run', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--results <dir>', 'where runs and baselines are', path.join(projectDir, 'results'))
		.action(baseline))
	.addCommand(makeCommand('report').description('a stored run as one HTML file, or as Markdown for a cover letter')
		.argument('[run]', 'its id, its folder or its result.json; the newest run without it')
		.addOption(new Option('--format <format>', 'what to make').choices(['html', 'markdown'] as const).default('html' as const))
		.option('--output <file>', 'where to write it (default: a page beside the result; Markdown on standard output)')
		.option('--with <run...>', 'runs counted at other patches (default: those in the results folder that compare)')
		.option('--target <name>', 'whose runs', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--results <dir>', 'where results are', path.join(projectDir, 'results'))
		.action(async (name, {target, format, output, with: others, results}) => report({target, run: name, format, output, with: others}, {results})))
	.addCommand(makeCommand('list').description('what there is')
		.argument('<what>', 'targets, checks, benches, variants or runs')
		.option('--target <name>', 'for benches and runs', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--results <dir>', 'for runs', path.join(projectDir, 'results'))
		.action(list))
	.addCommand(makeCommand('doctor').description('what the machine lacks, and how to get it')
		.option('--target <name>', 'look for this target\'s tree too', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.action(async options => doctor(options.target)))
	.addCommand(makeCommand('clean').description('empty the cache; results stay').action(clean));

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

function makeContext(options: {readonly results?: string; readonly verbose?: true | undefined}): Context & {stopProgress(): void} {
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

function toRequest(options: RunOptions, plan: PlanRequest): RunRequest {
	return {...toTemplate(options), patch: options.patch, plan};
}

/** What a boot wants besides a patch and a plan. */
function toTemplate(options: BootOptions): Omit<RunRequest, 'patch' | 'plan'> {
	return {
		command: ['kernel-test', ...process.argv.slice(2)].join(' '),
		target: options.target, tree: options.tree, series: options.series, variant: options.variant,
		accel: options.accel, cpus: options.smp, totalTimeoutMs: options.timeout,
	};
}

function toFuzz({seed, fuzzOps}: {readonly seed: number; readonly fuzzOps: number}): Fuzz {
	return {seed, ops: fuzzOps};
}

async function runAndShow(options: RunOptions, plan: PlanRequest, more: Pick<RunRequest, 'coverage'> = {}): Promise<void> {
	const ctx = makeContext(options);
	try {
		const {result, runDir, coverage} = await run({...toRequest(options, plan), ...more}, ctx);
		ctx.stopProgress();
		process.stdout.write(options.json === true
			? `${JSON.stringify(result, undefined, '\t')}\n`
			: `\n${coverage === undefined ? '' : `${describeCoverage(coverage)}\n\n`}${describeResult(result, {verbose: options.verbose === true, runDir: path.relative('', runDir)})}\n`);
		exitCode = exitCodeOf[result.outcome];
	} finally {
		ctx.stopProgress();
	}
}

type ProfileOptions = RunOptions & {readonly output?: string};

async function profileAndShow(options: ProfileOptions, benches: readonly string[]): Promise<void> {
	const ctx = makeContext(options);
	try {
		const {plan: _, ...request} = toRequest(options, {});
		const {result, runDir, profiles, page} = await profile({...request, benches, output: options.output}, ctx);
		ctx.stopProgress();
		const verbose = options.verbose === true;
		process.stdout.write(options.json === true ? `${JSON.stringify(result, undefined, '\t')}\n` : `\n${[
			...profiles.map(profiled => describeProfile(profiled, {verbose})),
			`${describeResult(result, {verbose: false, runDir: path.relative('', runDir)})}${profiles.length === 0 ? '' : `\npage: ${path.relative('', page)}`}`,
		].join('\n\n')}\n`);
		exitCode = exitCodeOf[result.outcome];
	} finally {
		ctx.stopProgress();
	}
}

/** A difference is no failure; a kernel that cannot be counted is. */
async function diffAndShow(options: ProfileOptions, words: readonly string[]): Promise<void> {
	const ctx = makeContext(options);
	try {
		const {plan: _, ...request} = toRequest(options, {});
		const outcome = await diffProfile({...request, sides: parseSides(words), output: options.output}, ctx);
		ctx.stopProgress();
		if (outcome.failed !== undefined) {
			const {result, runDir} = outcome.failed;
			process.stdout.write(options.json === true ? `${JSON.stringify(result, undefined, '\t')}\n` : `\n${describeResult(result, {verbose: false, runDir: path.relative('', runDir)})}\n`);
			exitCode = exitCodeOf[result.outcome];
			return;
		}
		process.stdout.write(options.json === true ? `${JSON.stringify(outcome.diff, undefined, '\t')}\n`
			: `\n${describeDiff(outcome.diff, {verbose: options.verbose === true})}\n\npage: ${path.relative('', outcome.page)}\n`);
	} finally {
		ctx.stopProgress();
	}
}

async function execInGuest(options: RunOptions & {file?: ReturnType<typeof parseGuestFile>}, argv: readonly string[]): Promise<void> {
	const ctx = makeContext(options);
	try {
		const plan = {exec: {argv, files: options.file ?? [], timeoutMs: options.timeout ?? execTimeoutMs}};
		const {result, runDir} = await run({
			...toRequest(options, plan),
			// --timeout limits the program; booting has a limit of its own.
			totalTimeoutMs: undefined,
			onExecOutput(stream, chunk) {
				ctx.stopProgress();
				(stream === 'stdout' && options.json !== true ? process.stdout : process.stderr).write(chunk);
			},
		}, ctx);
		ctx.stopProgress();
		if (options.json === true) process.stdout.write(`${JSON.stringify(result, undefined, '\t')}\n`);
		const {exec} = result;
		if (result.boot?.outcome === 'ok' && exec !== undefined && !exec.timedOut) {
			exitCode = exec.signal === 0 ? exec.status : 128 + exec.signal;
			return;
		}
		process.stderr.write(`${describeResult(result, {verbose: options.verbose === true, runDir: path.relative('', runDir)})}\n`);
		exitCode = exitCodeOf[result.outcome];
	} finally {
		ctx.stopProgress();
	}
}

async function compare(base: SideChoice, head: SideChoice, benches: string[], options: BootOptions & {boots: number; threshold: number}): Promise<void> {
	const ctx = makeContext(options);
	try {
		const compared = await compareRuns({base, head, benches, boots: options.boots, thresholdPct: options.threshold, template: toTemplate(options)}, ctx);
		ctx.stopProgress();
		const {outcome} = 'stopped' in compared ? compared.stopped : compared.comparison;
		const text = 'stopped' in compared
			? describeResult(compared.stopped, {verbose: options.verbose === true, runDir: undefined})
			: describeComparison(compared.comparison, {verbose: options.verbose === true});
		process.stdout.write(options.json === true ? `${JSON.stringify('stopped' in compared ? compared.stopped : compared.comparison, undefined, '\t')}\n` : `\n${text}\n`);
		exitCode = exitCodeOf[outcome];
	} finally {
		ctx.stopProgress();
	}
}

async function baseline(name: string | undefined, options: {target: string; results: string}): Promise<void> {
	const ctx = makeContext(options);
	const newest = name === undefined ? (await listRuns(options.target, ctx)).find(({counts, outcome}) => counts !== undefined && outcome === 'pass')?.runId : name;
	if (newest === undefined) throw new InputError(`no run of ${options.target} has counted instructions`, {stage: 'store', hint: '`kernel-test bench --count` makes one'});
	process.stdout.write(`${path.relative('', await acceptBaseline((await loadRun({name: newest, target: options.target}, ctx)).dir, ctx))}\n`);
}

async function report(request: ReportRequest, options: {readonly results: string}): Promise<void> {
	process.stdout.write(await writeReport(request, makeContext(options)));
}

async function list(what: string, options: {target: string; results: string}): Promise<void> {
	const ctx = makeContext(options);
	const listings: Readonly<Record<string, () => Promise<readonly string[]>>> = {
		targets: async () => listTargets(ctx),
		checks: async () => listChecks(ctx),
		benches: async () => {
			const {benches, counted} = await loadTarget(options.target, ctx);
			return [...new Set(listBenches([...benches, ...counted]))];
		},
		variants: async () => {
			const files = await readdir(path.join(projectDir, 'kernel-config'));
			return ['default', ...files.filter(file => file.endsWith('.config') && file !== 'base.config').map(file => file.slice(0, -'.config'.length)).sort()];
		},
		runs: async () => (await listRuns(options.target, ctx)).map(({runId, outcome, variant, series, summary}) =>
			`${runId}  ${outcome.padEnd(10)}  ${variant}  patch ${series.patch}/${series.total}  ${summary}`),
	};
	const listing = Object.hasOwn(listings, what) ? listings[what] : undefined;
	if (listing === undefined) {
		process.stderr.write(`error: cannot list '${what}'. It is one of: ${Object.keys(listings).join(', ')}\n`);
		exitCode = usageExitCode;
		return;
	}
	for (const line of await listing()) process.stdout.write(`${line}\n`);
}

async function doctor(target: string): Promise<void> {
	const findings = await examineMachine({target}, makeContext({}));
	for (const {name, status, text} of findings) process.stdout.write(`${status.padEnd(8)}${name.padEnd(20)}${text}\n`);
	exitCode = findings.some(({status}) => status === 'missing') ? 128 : 0;
}

async function clean(): Promise<void> {
	const ctx = makeContext({});
	for (const entry of await cleanCache(ctx)) process.stdout.write(`removed ${entry}\n`);
	ctx.stopProgress();
}
