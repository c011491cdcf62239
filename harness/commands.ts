// What each command does with its options, and what it answers: text for a person, an object for programs, an exit code.
// cli.ts prints it.
import path from 'node:path';
import {bisectSeries} from './bisect-series.js';
import {describeBisection} from './bisect/describe-bisection.js';
import {makeBisectRequest, type BisectOptions} from './bisect/make-request.js';
import {describeClaims} from './claims/describe-claims.js';
import {compareRuns, type CompareRequest} from './compare-runs.js';
import {describeComparison} from './compare/describe-comparison.js';
import {b4Check} from './b4-check.js';
import {cleanCache} from './clean.js';
import type {Context} from './context.js';
import {describeCoverage} from './coverage/describe-coverage.js';
import {describeDryRun, dryRun} from './dry-run.js';
import {examineMachine} from './doctor.js';
import {describeTrimmed, keepCacheSize} from './keep-size.js';
import {describeEach} from './each/describe-each.js';
import {eachPatch, type EachRequest} from './each-patch.js';
import {InputError} from './errors.js';
import {quoteForShell} from './lib/shell-words.js';
import {listings} from './listings.js';
import {describeHistory} from './nightly/describe-history.js';
import {listHistory, type HistoryFilter} from './nightly/list-history.js';
import {readNights} from './store/nights.js';
import {describeNight, describePlan} from './nightly/describe-night.js';
import {makeRunnerMatrix} from './nightly/plan-night.js';
import {planNight, type NightRequest} from './night-plan.js';
import {mergeNights, runNight} from './nightly.js';
import {measureClaims, type ClaimsRequest} from './measure-claims.js';
import {describeDiff} from './profile/describe-diff.js';
import {describeProfile} from './profile/describe-profile.js';
import {diffProfile, profile} from './profile.js';
import {describeResult} from './result/describe-result.js';
import type {RunOutcome, RunResult} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {resolveRange} from './series/resolve-range.js';
import {acceptBaseline} from './store/baselines.js';
import {listRuns} from './store/list-runs.js';
import {loadRun} from './store/load-run.js';

export interface Answer {
	/** Written as it stands. */
	readonly text: string;
	/** Instead of the text with --json. */
	readonly data?: object;
	readonly exitCode: number;
}

export interface CommandContext extends Context {
	readonly verbose: boolean;
	/** Takes the spinner off the screen. */
	stopProgress(): void;
}

export const exitCodeOf: Readonly<Record<RunOutcome, number>> = {pass: 0, fail: 1, untestable: 125, broken: 128};

/** `run`, `check`, `bench`, `coverage`: one boot, or what it would take. */
export async function runOnce(request: RunRequest, ctx: CommandContext, {dryRun: isDry}: {readonly dryRun?: true | undefined}): Promise<Answer> {
	if (isDry === true) {
		const commands = await dryRun(request, ctx);
		return {data: commands, text: `${describeDryRun(commands)}\n`, exitCode: exitCodeOf[commands.outcome]};
	}
	const {result, runDir, coverage} = await run(request, ctx);
	const before = coverage === undefined ? [] : [describeCoverage(coverage)];
	return answerResult(result, [...before, describeResult(result, {verbose: ctx.verbose, runDir: path.relative('', runDir)})]);
}

/** `gdb`: one boot that waits, and says for what. */
export async function debugOnce(request: RunRequest, ctx: CommandContext, {say, ...options}: Parameters<typeof runOnce>[2] & {readonly say: (text: string) => void}): Promise<Answer> {
	return runOnce({...request, append: [...request.append, 'nokaslr'], onGdb: ({socket, vmlinux}) => say(`${describeGdb(socket, vmlinux)}\n`)}, ctx, options);
}

/** A breakpoint in hardware: the kernel's text is not there to write one into before it has been unpacked and mapped. Pure. */
function describeGdb(socket: string, vmlinux: string): string {
	const line = ['gdb', '-ex', `target remote ${socket}`, vmlinux].map(quoteForShell).join(' ');
	return `vmlinux  ${vmlinux}\ngdb      ${line}\nThe guest stands at its first instruction: hbreak start_kernel, then continue. Ctrl-C here ends it.`;
}

/** `b4-check`: what b4 reads is the answer, whatever it says of the patch. */
export async function checkForB4(request: Parameters<typeof b4Check>[0], ctx: CommandContext): Promise<Answer> {
	const entries = await b4Check(request, ctx);
	return {data: entries, text: `${JSON.stringify(entries, undefined, '\t')}\n`, exitCode: 0};
}

/** `bench --claims`: what the series is said to reach, counted and timed. */
export async function benchClaims(request: ClaimsRequest, ctx: CommandContext): Promise<Answer> {
	const {claims, counted, timed} = await measureClaims(request, ctx);
	const {clockGhz, ipc} = request.core;
	const stopped = [counted, timed].filter(({outcome}) => outcome !== 'pass').map(result => describeResult(result, {verbose: ctx.verbose, runDir: undefined}));
	return {
		data: {core: {clockGhz, ipc}, claims, runs: {counted: counted.runId, timed: timed.runId}}, text: join([...stopped, describeClaims(claims, {clockGhz, ipc})]),
		exitCode: Math.max(exitCodeOf[counted.outcome], exitCodeOf[timed.outcome], claims.some(({verdict}) => verdict === 'missed') ? 1 : 0),
	};
}

/** `profile`: one counted boot. */
export async function profileOnce(request: Parameters<typeof profile>[0], ctx: CommandContext): Promise<Answer> {
	const {result, runDir, profiles, page} = await profile(request, ctx);
	const described = describeResult(result, {verbose: false, runDir: path.relative('', runDir)});
	return answerResult(result, [
		...profiles.map(profiled => describeProfile(profiled, ctx)), `${described}${profiles.length === 0 ? '' : `\npage: ${path.relative('', page)}`}`,
	]);
}

/** `profile --diff`. A difference is no failure; a kernel that cannot be counted is. */
export async function profileDiff(request: Parameters<typeof diffProfile>[0], ctx: CommandContext): Promise<Answer> {
	const outcome = await diffProfile(request, ctx);
	if (outcome.failed !== undefined) {
		const {result, runDir} = outcome.failed;
		return answerResult(result, [describeResult(result, {verbose: false, runDir: path.relative('', runDir)})]);
	}
	return {data: outcome.diff, text: join([describeDiff(outcome.diff, ctx), `page: ${path.relative('', outcome.page)}`]), exitCode: 0};
}

/** `compare`. */
export async function compareSides(request: CompareRequest, ctx: CommandContext): Promise<Answer> {
	const compared = await compareRuns(request, ctx);
	if ('stopped' in compared) return answerResult(compared.stopped, [describeResult(compared.stopped, {verbose: ctx.verbose, runDir: undefined})]);
	const {comparison} = compared;
	return {data: comparison, text: join([describeComparison(comparison, ctx)]), exitCode: exitCodeOf[comparison.outcome]};
}

/** `each`. */
export async function eachPrefix(request: EachRequest, ctx: CommandContext): Promise<Answer> {
	const pass = await eachPatch(request, ctx);
	return {data: pass, text: join([describeEach(pass.rows), pass.files.map(file => path.relative('', file)).join('\n')]), exitCode: exitCodeOf[pass.outcome]};
}

/** `bisect`. Found is well; several suspects because of prefixes that cannot be tested is the code of such a prefix. */
export async function bisect({command, options}: {readonly command: string; readonly options: BisectOptions & {readonly range?: string}}, ctx: CommandContext): Promise<Answer> {
	const {range} = options;
	const bisection = await bisectSeries({command, request: makeBisectRequest(range === undefined ? options : {...options, ...await resolveRange({range, treeDir: options.tree}, ctx)})}, ctx);
	return {data: bisection, text: join([describeBisection(bisection, {verbose: ctx.verbose, logPath: path.relative('', bisection.log)})]), exitCode: bisection.suspects.length === 1 ? 0 : exitCodeOf.untestable};
}

/** `nightly`, and `--merge` with the folders of its parts. */
export async function nightly({merge, ...request}: NightRequest & {readonly merge?: readonly string[] | undefined}, ctx: CommandContext): Promise<Answer> {
	const {night, nightDir} = await (merge === undefined ? runNight(request, ctx) : mergeNights({...request, dirs: merge}, ctx));
	return {data: night, text: join([describeNight(night, {nightDir: path.relative('', nightDir)})]), exitCode: night.exitCode};
}

/** `history`. */
export async function history(filter: HistoryFilter, ctx: CommandContext): Promise<Answer> {
	const nights = await readNights(ctx);
	const series = listHistory(filter, nights);
	if (series.length === 0) {
		throw new InputError(nights.length === 0 ? `there is no night in ${path.join(ctx.resultsDir, 'nightly')}` : `no metric and no check of ${nights.length} nights is called ${filter.name}`, {
			stage: 'store', hint: nights.length === 0 ? '`kernel-test nightly` makes one; --results names another folder' : 'it is a name or a glob, such as \'null.*.work_insns_per_io\'',
		});
	}
	return {data: series, text: join([describeHistory(series)]), exitCode: 0};
}

/** `nightly --plan`. */
export async function showPlan(request: NightRequest, ctx: CommandContext): Promise<Answer> {
	const {jobs, timeScaleOf} = await planNight(request, ctx);
	return {data: request.shard === undefined ? makeRunnerMatrix(jobs, timeScaleOf) : {jobs}, text: `${describePlan(jobs, request.shard)}\n`, exitCode: 0};
}

/** `baseline`: the run of that name, or the newest that counted. */
export async function accept({name, target}: {readonly name: string | undefined; readonly target: string}, ctx: CommandContext): Promise<Answer> {
	const newest = name ?? (await listRuns(target, ctx)).find(({counts, outcome}) => counts !== undefined && outcome === 'pass')?.runId;
	if (newest === undefined) throw new InputError(`no run of ${target} has counted instructions`, {stage: 'store', hint: '`kernel-test bench --count` makes one'});
	const file = await acceptBaseline(await loadRun({name: newest, target}, ctx), ctx);
	return {text: `${path.relative('', file)}\n`, exitCode: 0};
}

/** `list`. */
export async function list(what: string, target: string, ctx: CommandContext): Promise<Answer> {
	const listing = Object.hasOwn(listings, what) ? listings[what] : undefined;
	if (listing === undefined) throw new InputError(`cannot list '${what}'. It is one of: ${Object.keys(listings).join(', ')}`, {stage: 'list'});
	return {text: (await listing(target, ctx)).map(line => `${line}\n`).join(''), exitCode: 0};
}

/** `doctor`. */
export async function examine(target: string, ctx: CommandContext): Promise<Answer> {
	const findings = await examineMachine({target}, ctx);
	return {
		text: findings.map(({name, status, text}) => `${status.padEnd(8)}${name.padEnd(20)}${text}\n`).join(''),
		exitCode: findings.some(({status}) => status === 'missing') ? 128 : 0,
	};
}

/** `clean`. */
export async function clean({keepSize}: {readonly keepSize: number | undefined}, ctx: CommandContext): Promise<Answer> {
	if (keepSize !== undefined) return {text: describeTrimmed(await keepCacheSize(keepSize, ctx), keepSize), exitCode: 0};
	return {text: (await cleanCache(ctx)).map(entry => `removed ${entry}\n`).join(''), exitCode: 0};
}

function answerResult(result: RunResult, parts: readonly string[]): Answer {
	return {data: result, text: join(parts), exitCode: exitCodeOf[result.outcome]};
}

function join(parts: readonly string[]): string {
	return `\n${parts.join('\n\n')}\n`;
}
