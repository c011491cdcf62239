// What one boot shall run, chosen from the target by globs. Pure.
import picomatch from 'picomatch';
import {InputError} from '../errors.js';
import type {Target} from '../target/target-schema.js';
import {parseBenchName, type BenchParameters} from './bench-name.js';

export interface PlannedCheck {
	readonly name: string;
	readonly timeoutMs: number;
	readonly args?: readonly string[];
}

/** A random sequence of operations: where it starts, and how long it is. */
export interface Fuzz {
	readonly seed: number;
	readonly ops: number;
}

export interface PlannedBench {
	/** `<device>.<engine>.<rw>.<bs>.qd<depth>`: the measurement's name without its metric. */
	readonly name: string;
	readonly parameters: BenchParameters;
	readonly args: readonly string[];
	readonly timeoutMs: number;
	/** The number of the marks around what is measured, when its instructions are counted. */
	readonly mark?: number;
}

/** A shell of busybox, at a terminal or at a pipe. */
export interface PlannedShell {
	readonly stdin: 'pipe' | {readonly rows: number; readonly columns: number; readonly term: string};
	/** Checks whose programs are brought along. In a request: globs, all without any. */
	readonly checks: readonly string[];
	/** Names that /bin/busybox, one of the files, goes by. */
	readonly applets: readonly string[];
}

export interface PlannedExec {
	readonly argv: readonly string[];
	readonly files: ReadonlyArray<{readonly hostPath: string; readonly guestPath: string}>;
	readonly timeoutMs: number;
	readonly shell?: PlannedShell;
}

export interface Plan {
	readonly checks: readonly PlannedCheck[];
	readonly benches: readonly PlannedBench[];
	readonly exec?: PlannedExec;
	/** Between checks and benches the guest waits for the host's word, at most so long. */
	readonly awaitHostMs?: number;
	/** When checks are among them that draw at random. */
	readonly fuzz?: Fuzz;
}

/** Parameters of the bench program that are not in a bench's name; an absent one is the program's own choice. */
export interface BenchOptions {
	/** IOs submitted and waited for together. */
	readonly batch?: number;
	readonly threads?: number;
	/** How long to measure, or how many IOs of each thread. */
	readonly ms?: number;
	readonly ios?: number;
}

/** What the user asked for: globs per half; an absent half is left out. */
export interface PlanRequest {
	readonly checks?: readonly string[];
	readonly benches?: readonly string[];
	/** Benches run for the counter of instructions: a fixed number of IOs between marks. */
	readonly countInstructions?: true;
	readonly benchOptions?: BenchOptions;
	/** A check may take as long as there is: somebody looks at it. */
	readonly unhurried?: true;
	readonly exec?: PlannedExec;
	/** For the checks that draw at random: those of the group `fuzz`. */
	readonly fuzz?: Fuzz;
}

/** An operation takes a tenth of it on an emulated CPU, and a fiftieth on a real one. */
const fuzzOpTimeoutMs = 2;
const benchTimeoutMs = 20_000;
/** For an IO that the user wants: ten times what one takes on an emulated CPU. */
const benchIoTimeoutMs = 1;
/** TIMEOUT_MS_MAX in guest-tools/init/plan.c. */
export const timeoutMsMax = 86_400_000;
/** A round begins after a tick and shall end before the next, 4 ms later at 250 Hz: enough for 8000 instructions an IO. */
const countedIosPerRound = 500;
const countedRounds = 8;
const countedBenchTimeoutMs = 60_000;
/** MARK_MAX in guest-tools/bench/bench.h. */
const marksMax = 1022;

/** Chooses checks and benches. @throws InputError for a name or glob that matches nothing. */
export function planRun({target, allChecks, request, timeScale = 1}: {
	readonly target: Target; readonly allChecks: readonly string[]; readonly request: PlanRequest;
	/** How many times longer than usual this kernel may take. */
	readonly timeScale?: number;
}): Plan {
	const ofTarget = allChecks.filter(name => picomatch.isMatch(name, target.checks.include));
	const checks = request.checks === undefined ? [] : choose('check', ofTarget, request.checks);
	const counted = request.countInstructions === true;
	const listed = listBenches(counted && target.counted.length > 0 ? target.counted : target.benches);
	const benchNames = request.benches === undefined ? [] : choose('bench', listed, request.benches);
	const benchOptions = request.benchOptions ?? {};
	refuseBenchOptions(benchOptions, benchNames, counted);
	if (counted && benchNames.length > marksMax) throw new InputError(`${benchNames.length} benches are more than the ${marksMax} that one boot can count`, {stage: 'target', hint: 'name some of them'});
	const fuzz = checks.some(isRandom) ? request.fuzz : undefined;
	return {
		checks: checks.map(name => planCheck(name, target.checks.timeoutMs, fuzz)).map(check => ({...check, timeoutMs: request.unhurried === true ? timeoutMsMax : check.timeoutMs * timeScale})),
		benches: benchNames.map((name, index) => counted ? planCountedBench(name, index + 1, benchOptions) : planBench(name, timeScale, benchOptions)),
		...(request.exec === undefined ? {} : {exec: planExec(request.exec, ofTarget)}),
		...(fuzz === undefined ? {} : {fuzz}),
	};
}

function planExec(exec: PlannedExec, checks: readonly string[]): PlannedExec {
	return exec.shell === undefined ? exec : {...exec, shell: {...exec.shell, checks: choose('check', checks, exec.shell.checks)}};
}

/** A file system has to find again what it wrote. */
export function needsDisk({benches}: Pick<Plan, 'benches'>): boolean {
	return benches.some(({parameters}) => parameters.device === 'file');
}

/** @throws InputError for benches that the NVMe device's blocks are too large for. The file system of a bench has sectors of 512 bytes. */
export function refuseSmallBlocks({benches}: Pick<Plan, 'benches'>, lbaBytes: number): void {
	const refused = benches.find(({parameters: {device, bsBytes}}) => (device === 'nvme' && bsBytes % lbaBytes !== 0) || (device === 'file' && lbaBytes !== 512));
	if (refused !== undefined) throw new InputError(`--nvme lba=${lbaBytes}: ${refused.name} wants smaller blocks`, {stage: 'target', hint: 'name benches that do not, or give lba=512'});
}

/** Checks of the group `fuzz` draw their operations at random. */
function isRandom(check: string): boolean {
	return check.startsWith('fuzz/');
}

/** Without a sequence from the request such a check has one of its own. */
function planCheck(name: string, timeoutMs: number, fuzz: Fuzz | undefined): PlannedCheck {
	if (fuzz === undefined || !isRandom(name)) return {name, timeoutMs};
	return {name, timeoutMs: timeoutMs + fuzz.ops * fuzzOpTimeoutMs, args: [`--seed=${fuzz.seed}`, `--ops=${fuzz.ops}`]};
}

/** Those that were given, out of more. */
export function pickBenchOptions({batch, threads, ms, ios}: {readonly [Name in keyof BenchOptions]: BenchOptions[Name] | undefined}): BenchOptions {
	return {...(batch && {batch}), ...(threads && {threads}), ...(ms && {ms}), ...(ios && {ios})};
}

/** Every bench that a matrix of the target's makes. */
export function listBenches(matrix: Target['benches']): readonly string[] {
	return matrix.flatMap(({devices, engines, rw, bs, qd}) =>
		devices.flatMap(device => rw.flatMap(direction => bs.flatMap(size =>
			engines.flatMap(engine => qd.map(depth => `${device}.${engine}.${direction}.${size}.qd${depth}`))))));
}

function planBench(name: string, timeScale: number, options: BenchOptions): PlannedBench {
	const parameters = parseBenchName(name)!;
	const {device, engine, rw, bsBytes, queueDepth} = parameters;
	const {ms = 0, ios = 0, threads = 1} = options;
	return {
		name, parameters, timeoutMs: Math.min((benchTimeoutMs + ms + ios * threads * benchIoTimeoutMs) * timeScale, timeoutMsMax),
		args: [
			`--device=${device}`, `--engine=${engine}`, `--rw=${rw}`, `--bs=${bsBytes}`, `--qd=${queueDepth}`,
			...(['batch', 'threads', 'ms', 'ios'] as const).flatMap(option => options[option] === undefined ? [] : [`--${option}=${options[option]}`]),
		],
	};
}

function refuseBenchOptions({batch, threads = 1, ms, ios}: BenchOptions, names: readonly string[], counted: boolean): void {
	if (ms !== undefined && ios !== undefined) throw new InputError('--ms and --ios: it is either a time or a number of IOs', {stage: 'target'});
	if (counted && threads !== 1) throw new InputError(`--count with --threads ${threads}: instructions are counted on one CPU`, {stage: 'target', hint: 'leave --threads away'});
	if (counted && (ms ?? ios) !== undefined) throw new InputError(`--count measures ${countedRounds * countedIosPerRound} IOs, the same in every boot`, {stage: 'target', hint: 'leave --ms and --ios away'});
	const shallow = batch === undefined ? undefined : names.find(name => parseBenchName(name)!.queueDepth < batch);
	if (shallow !== undefined) throw new InputError(`--batch ${batch} is more than the queue depth of ${shallow}`, {stage: 'target', hint: 'name benches that are deep enough, such as \'*.qd32\''});
}

/** `mark` is the number of the counter's section. */
function planCountedBench(name: string, mark: number, options: BenchOptions): PlannedBench {
	const bench = planBench(name, 1, options);
	return {...bench, mark, timeoutMs: countedBenchTimeoutMs, args: [...bench.args, `--ios=${countedIosPerRound}`, `--rounds=${countedRounds}`, '--latency=0', `--mark=${mark}`]};
}

/** Names in their own order. An empty list of globs means all; a bench may also be named in full. */
function choose(kind: 'check' | 'bench', names: readonly string[], globs: readonly string[]): readonly string[] {
	if (globs.length === 0) return names;
	const unlisted: string[] = [];
	for (const glob of globs) {
		if (names.some(name => picomatch.isMatch(name, glob))) continue;
		if (kind === 'bench' && parseBenchName(glob) !== undefined) unlisted.push(glob);
		else throw new InputError(`no ${kind} matches '${glob}'`, {stage: 'target', hint: `\`kernel-test list ${kind === 'check' ? 'checks' : 'benches'}\` names them all`});
	}
	return [...names.filter(name => picomatch.isMatch(name, globs as string[])), ...unlisted];
}
