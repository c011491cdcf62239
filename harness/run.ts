// The flow, a line a stage. Every command that boots a kernel goes through here.
import {availableParallelism, cpus, release, totalmem} from 'node:os';
import path from 'node:path';
import {mkdir, rm} from 'node:fs/promises';
import type {Accel, Boot, Counting, MachineShape} from './boot/boot.js';
import {bootAgainAfterBreakpoint} from './boot/boot-again.js';
import {bootGuest, type BootInput} from './boot/boot-guest.js';
import {bootSideBySide} from './boot/boot-side-by-side.js';
import {chooseAccel} from './boot/choose-accel.js';
import type {GuestInput} from './boot/guest-input.js';
import {joinBoots} from './boot/join-boots.js';
import {shapeMachine, type MachineOptions} from './boot/shape-machine.js';
import {buildDirOf, buildKernel, nameKernel, type Kernel} from './build/build-kernel.js';
import {listFragments, readFragments} from './build/kernel-config.js';
import {refuseOddCache} from './build/make-args.js';
import {readVariantSettings} from './build/variant-settings.js';
import type {Context} from './context.js';
import {buildCountPlugin} from './count/build-count-plugin.js';
import {countBenches, readSymbols} from './count/count-benches.js';
import {findAddresses} from './count/symbols.js';
import type {Coverage} from './coverage/coverage.js';
import {findAddedLines} from './coverage/find-added-lines.js';
import {measureCoverage} from './coverage/measure-coverage.js';
import {InputError} from './errors.js';
import {buildGuestTools, listChecks, nameGuestTools} from './image/build-guest-tools.js';
import {makeImage} from './image/make-image.js';
import {useEntries} from './lib/cache-use.js';
import {repositoryIn} from './lib/git.js';
import {needTools} from './lib/tools.js';
import {needsDisk, planRun, refuseSmallBlocks, type Plan, type PlanRequest} from './plan/plan.js';
import {chooseGuests, splitPlan} from './plan/split-plan.js';
import {makeResult, type RunFacts} from './result/make-result.js';
import type {RunResult} from './result/result-schema.js';
import {applySeries, chooseSeries, type PatchChoice} from './series/apply-series.js';
import type {Series} from './series/series.js';
import {dropRunDir, explainFullDisk, openRunDir, writeResult} from './store/write-result.js';
import {loadTarget} from './target/load-target.js';
import type {Target} from './target/target-schema.js';
import {importTree} from './tree/import-tree.js';
import type {Tree} from './tree/tree.js';

/** A counted boot takes four times as long as another. */
const countingTimeScale = 4;

export interface RunRequest extends MachineOptions {
	readonly command: string;
	readonly target: string;
	readonly patch: PatchChoice;
	readonly tree: string | undefined;
	readonly series: string | undefined;
	readonly variant: string;
	readonly accel: 'auto' | Accel;
	readonly totalTimeoutMs: number | undefined;
	readonly plan: PlanRequest;
	/** How many guests share the checks; without it, as many as this machine has processors for. */
	readonly guests?: number | undefined;
	/** Which of the series' lines did this boot execute? */
	readonly coverage?: true;
	readonly onExecOutput?: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
	readonly onInput?: (input: GuestInput) => void;
	/** The series is not the one that the target's checks are about, or not all of it: any check may skip. */
	readonly isPart?: true;
	/** The guest stands still until gdb lets it go; told when it can be reached. */
	readonly onGdb?: (reach: {readonly socket: string; readonly vmlinux: string}) => void;
}

/** The target that a request names, its tree, and the whole series. @throws InputError, MachineError for what cannot be had. */
export async function openSeries(request: Pick<RunRequest, 'target' | 'tree' | 'series'>, ctx: Context): Promise<{target: Target; tree: Tree; series: Series}> {
	refuseOddCache(ctx);
	const target = await loadTarget(request.target, ctx);
	const tree = await importTree({target, override: request.tree}, ctx);
	return {target, tree, series: await chooseSeries({target, tree, option: request.series, treeDir: request.tree}, ctx)};
}

/** From a request to what is built and booted. Nothing of that is done yet. @throws InputError for what cannot be. */
export async function prepareRun(request: RunRequest, ctx: Context) {
	refuseOptionsAgainstCounting(request);
	refuseOddCache(ctx);
	await needTools(ctx.env['PATH']);
	const target = await loadTarget(request.target, ctx);
	const fragments = await readFragments(listFragments(target, request.variant), ctx);
	const settings = readVariantSettings(fragments);
	const shape = shapeMachine({vm: target.vm, options: request, variant: settings, isCounted: request.plan.countInstructions === true});
	const allChecks = await listChecks(ctx);
	const planFor = (timeScale: number): Plan => planRun({target, allChecks, request: request.plan, timeScale});
	// What is counted is one boot's, gdb looks at one guest, and arguments for QEMU may name what there is only once.
	const guests = isCounting(request) || request.onGdb !== undefined || (request.guests === undefined && shape.qemuArgs.length > 0) ? 1
		: chooseGuests({checks: planFor(1).checks.length, wanted: request.guests, host: {cpus: availableParallelism(), memoryMiB: totalmem() / 2 ** 20}, guestMemoryMiB: shape.memoryMiB});
	// A boot keeps one processor busy: more guests than there are processors take turns, and everything in them takes longer.
	const timeScale = settings.timeScale * Math.max(1, Math.ceil(guests / availableParallelism()));
	const machine = {...shape, timeScale};
	const plan = planFor(timeScale);
	refuseSmallBlocks(plan, machine.nvme.lbaBytes);
	const tree = await importTree({target, override: request.tree}, ctx);
	const series = await chooseSeries({target, tree, option: request.series, treeDir: request.tree}, ctx);
	const applied = await applySeries({tree, series, choice: request.patch}, ctx);
	const added = request.coverage === true && applied.outcome === 'applied' ? await findAddedLines({tree, head: applied.commit}, ctx) : [];
	if (request.coverage === true && applied.outcome === 'applied' && added.length === 0) throw new InputError('coverage: there is no series, or it adds no lines', {stage: 'count', hint: 'give one with --series, or --patch all'});
	const build = applied.outcome === 'applied' ? {tree, series: applied, variant: request.variant, fragments, ...(request.onGdb === undefined ? {lineTablesOf: added.map(({file}) => file)} : {debugInfoOf: await listDebugged({tree, head: applied.commit}, ctx)})} : undefined;
	const bootTimeoutMs = target.vm.bootTimeoutMs * timeScale * (isCounting(request) ? countingTimeScale : 1);
	return {target, settings, machine, plan, plans: splitPlan(plan, guests, bootTimeoutMs), bootTimeoutMs, tree, series, applied, added, build};
}

/** From a request to a stored result. Throws only when harness, machine or input is at fault. */
export async function run(request: RunRequest, ctx: Context): Promise<{result: RunResult; runDir: string; coverage: Coverage | undefined}> {
	const startedAtMs = Date.now();
	refuseOddCache(ctx);
	// Before the first of them is used.
	await needTools(ctx.env['PATH']);
	const prepare = async () => {
		const prepared = await prepareRun(request, ctx);
		return {prepared, entries: await listEntries(prepared, ctx)};
	};
	return useEntries({stage: 'tree', prepare}, ctx, async prepared => runPrepared({request, startedAtMs, prepared}, ctx));
}

/** What it uses of the cache, there already or not. */
async function listEntries({target, tree, build}: Awaited<ReturnType<typeof prepareRun>>, ctx: Context): Promise<readonly string[]> {
	return [tree.sourceDir, (await nameGuestTools({target}, ctx)).dir, ...(build === undefined ? [] : [(await nameKernel(build, ctx)).dir])];
}

async function runPrepared(
	{request, startedAtMs, prepared}: {readonly request: RunRequest; readonly startedAtMs: number; readonly prepared: Awaited<ReturnType<typeof prepareRun>>}, ctx: Context,
): ReturnType<typeof run> {
	const {target, settings: {mustRun}, machine, plan, plans, bootTimeoutMs, tree, series, applied, added, build} = prepared;
	const tools = await buildGuestTools({target}, ctx);
	const kernel = build === undefined ? undefined : await buildKernel(build, ctx);
	const {runId, runDir} = await openRunDir(target.name, ctx);
	try {
		const booted = kernel?.outcome === 'built' ? await boot(kernel) : undefined;
		const facts: RunFacts = {
			runId, startedAtMs, endedAtMs: Date.now(), command: request.command, target, variant: request.variant, mustRun, benchHash: tools.benchHash, tree, series, applied, plan, machine,
			...(request.isPart === undefined ? {} : {isPart: request.isPart}),
			...(kernel === undefined ? {} : {kernel}), ...booted,
			host: {kernel: release(), cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length, node: process.version},
		};
		const result = makeResult(facts);
		await writeResult({result, runDir, series, kernel, qemuArgv: booted?.boot.qemuArgv, coverage: booted?.coverage});
		return {result, runDir, coverage: booted?.coverage};
	} catch (error) {
		await dropRunDir(runDir);
		throw explainFullDisk(error, runDir);
	}

	async function boot({vmlinux, bootImage}: Extract<Kernel, {outcome: 'built'}>): Promise<Pick<RunFacts, 'counted' | 'coverage' | 'guests'> & Required<Pick<RunFacts, 'accel' | 'boot'>>> {
		const symbols = request.plan.countInstructions === true ? await readSymbols(vmlinux, ctx) : undefined;
		const accel = await chooseAccel({
			wanted: isCounting(request) ? 'tcg' : request.accel, machine, bootImage,
			makeProbeImage: async outFile => makeImage({tools, plan: {checks: [], benches: []}, lbaBytes: machine.nvme.lbaBytes, outFile}),
		}, ctx);
		const countsFile = path.join(runDir, 'counts.txt');
		try {
			const common = {
				accel: accel.accel, machine, bootImage, bootTimeoutMs, totalTimeoutMs: request.totalTimeoutMs,
				...await chooseCounting({request, plan, settleAt: symbols === undefined ? [] : findAddresses(symbols, target.settle), countsFile}, ctx),
				...(request.onExecOutput === undefined ? {} : {onExecOutput: request.onExecOutput}),
				...(request.onGdb === undefined ? {} : {onGdb: (socket: string) => request.onGdb!({socket, vmlinux})}),
				...(request.onInput === undefined ? {} : {onInput: request.onInput}),
			} satisfies Partial<BootInput>;
			const boots = await bootSideBySide(plans.length, async (guest, alone, guestCtx) => {
				const workDir = nameGuestDir(runDir, guest);
				await mkdir(workDir, {recursive: true});
				const initrd = await makeImage({tools, plan: plans[guest]!, lbaBytes: machine.nvme.lbaBytes, outFile: path.join(workDir, 'initrd.cpio')});
				try {
					const once = async (): Promise<Boot> => bootGuest({...common, plan: plans[guest]!, initrd, workDir, alone}, guestCtx);
					return request.onGdb === undefined ? await bootAgainAfterBreakpoint({machine, boot: once}, guestCtx) : await once();
				} finally {
					await rm(initrd, {force: true});
				}
			}, ctx);
			const booted = joinBoots(boots);
			refuseQemuArgs(machine, booted);
			return {
				accel, boot: booted, guests: boots.map((boot, guest) => ({plan: plans[guest]!, boot})),
				...(symbols !== undefined && booted.outcome !== 'qemu-failed' ? {counted: await countBenches({countsFile, symbols, planned: plan.benches})} : {}),
				...(request.coverage === true && booted.outcome === 'ok' ? {coverage: await measureCoverage({
					target, added, vmlinux, countsFile, buildDir: buildDirOf(tree, request.variant), treeDir: repositoryIn(tree.sourceDir).workTree,
				}, ctx)} : {}),
			};
		} finally {
			await rm(countsFile, {force: true});
		}
	}
}

/** Of the first guest it is the run's own. */
export function nameGuestDir(runDir: string, guest: number): string {
	return guest === 0 ? runDir : path.join(runDir, `guest-${guest + 1}`);
}

/** Sources that a debugger knows all of: those that the series touches, and where the kernel begins. */
async function listDebugged(range: Parameters<typeof findAddedLines>[0], ctx: Context): Promise<readonly string[]> {
	return [...new Set(['init/main.c', ...(await findAddedLines(range, ctx)).map(({file}) => file)])].filter(file => file.endsWith('.c'));
}

export function isCounting({plan, coverage}: Pick<RunRequest, 'plan' | 'coverage'>): boolean {
	return plan.countInstructions === true || coverage === true;
}

/** What the boot is counted for, if anything. */
export async function chooseCounting(
	{request, plan, settleAt, countsFile}: {readonly request: RunRequest; readonly plan: Plan; readonly settleAt: readonly string[]; readonly countsFile: string}, ctx: Context,
): Promise<{readonly counting?: Counting}> {
	if (!isCounting(request)) return {};
	const files = {plugin: await buildCountPlugin(ctx), outFile: countsFile};
	return {counting: request.plan.countInstructions === true ? {...files, what: 'marks', disk: needsDisk(plan) ? 'holds data' : 'holds nothing', settleAt} : {...files, what: 'boot'}};
}

/** QEMU's own words about arguments that it does not take are the user's to read. */
function refuseQemuArgs({qemuArgs}: Pick<MachineShape, 'qemuArgs'>, {outcome, planMs, reason}: Boot): void {
	if (qemuArgs.length > 0 && outcome === 'qemu-failed' && planMs === undefined) throw new InputError(`with --qemu-args '${qemuArgs.join(' ')}' ${reason}`, {stage: 'boot'});
}

/** What is counted is emulated, and exact on one CPU only. */
function refuseOptionsAgainstCounting({plan, coverage, cpus, accel}: RunRequest): void {
	if (accel === 'kvm' && (plan.countInstructions === true || coverage === true)) {
		throw new InputError('instructions are counted by QEMU\'s emulation, not by --accel kvm', {stage: 'count', hint: 'leave --accel away'});
	}
	if (plan.countInstructions === true && (cpus ?? 1) !== 1) throw new InputError(`--count with --smp ${cpus}: instructions are counted on one CPU`, {stage: 'count', hint: 'leave --smp away'});
}
