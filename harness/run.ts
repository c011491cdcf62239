// The flow, a line a stage. Every command that boots a kernel goes through here.
import {cpus, release} from 'node:os';
import path from 'node:path';
import {rm} from 'node:fs/promises';
import type {Accel} from './boot/boot.js';
import {bootGuest} from './boot/boot-guest.js';
import {chooseAccel} from './boot/choose-accel.js';
import {buildKernel} from './build/build-kernel.js';
import {readFragments} from './build/kernel-config.js';
import type {Context} from './context.js';
import {buildCountPlugin} from './count/build-count-plugin.js';
import {countBenches} from './count/count-benches.js';
import {InputError} from './errors.js';
import {buildGuestTools} from './image/build-guest-tools.js';
import {makeImage} from './image/make-image.js';
import {needTools} from './lib/tools.js';
import {planRun, type PlanRequest} from './plan/plan.js';
import {makeResult, type RunFacts} from './result/make-result.js';
import type {RunResult} from './result/result-schema.js';
import {applySeries, chooseSeries, type PatchChoice} from './series/apply-series.js';
import {dropRunDir, openRunDir, writeResult} from './store/write-result.js';
import {loadTarget} from './target/load-target.js';
import {importTree} from './tree/import-tree.js';

export interface RunRequest {
	readonly command: string;
	readonly target: string;
	readonly patch: PatchChoice;
	readonly tree: string | undefined;
	readonly series: string | undefined;
	readonly variant: string;
	readonly accel: 'auto' | Accel;
	readonly cpus: number | undefined;
	readonly totalTimeoutMs: number | undefined;
	readonly plan: PlanRequest;
	readonly onExecOutput?: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
}

/** From a request to a stored result. Throws only when harness, machine or input is at fault. */
export async function run(request: RunRequest, ctx: Context): Promise<{result: RunResult; runDir: string}> {
	const startedAtMs = Date.now();
	refuseOptionsAgainstCounting(request);
	await needTools(ctx.env['PATH']);
	const target = await loadTarget(request.target, ctx);
	const fragments = await readFragments(request.variant === 'default' ? target.config : [...target.config, request.variant], ctx);
	const tools = await buildGuestTools({target}, ctx);
	const plan = planRun({target, allChecks: tools.checks, request: request.plan});
	const tree = await importTree({target, override: request.tree}, ctx);
	const series = await chooseSeries({target, tree, option: request.series, treeDir: request.tree}, ctx);
	const applied = await applySeries({tree, series, choice: request.patch}, ctx);
	const kernel = applied.outcome === 'applied' ? await buildKernel({tree, series: applied, variant: request.variant, fragments}, ctx) : undefined;
	const {runId, runDir} = await openRunDir(target.name, ctx);
	try {
		const booted = kernel?.outcome === 'built' ? await boot(kernel.vmlinux) : undefined;
		const facts: RunFacts = {
			runId, startedAtMs, endedAtMs: Date.now(), command: request.command, target, variant: request.variant, tree, series, applied, plan,
			...(kernel === undefined ? {} : {kernel}), ...booted,
			host: {kernel: release(), cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length, node: process.version},
		};
		const result = makeResult(facts);
		await writeResult({result, runDir, kernel, qemuArgv: booted?.boot.qemuArgv});
		return {result, runDir};
	} catch (error) {
		await dropRunDir(runDir);
		throw error;
	}

	async function boot(vmlinux: string): Promise<Required<Pick<RunFacts, 'accel' | 'boot' | 'counted'>>> {
		const counts = request.plan.countInstructions === true;
		const machine = {
			cpus: counts ? 1 : request.cpus ?? target.vm.cpus, memoryMiB: target.vm.memoryMiB,
			nvmeSizeMiB: target.vm.nvme.sizeMiB, nvmePollQueues: target.vm.nvme.pollQueues,
		};
		const accel = await chooseAccel({
			wanted: counts ? 'tcg' : request.accel, machine, vmlinux,
			makeProbeImage: async outFile => makeImage({tools, plan: {checks: [], benches: []}, outFile}),
		}, ctx);
		const initrd = await makeImage({tools, plan, outFile: path.join(runDir, 'initrd.cpio')});
		const countsFile = path.join(runDir, 'counts.txt');
		try {
			const booted = await bootGuest({
				accel: accel.accel, machine, vmlinux, initrd, plan, workDir: runDir,
				bootTimeoutMs: target.vm.bootTimeoutMs, totalTimeoutMs: request.totalTimeoutMs,
				...(counts ? {counting: {what: 'marks', plugin: await buildCountPlugin(ctx), outFile: countsFile}} : {}),
				...(request.onExecOutput === undefined ? {} : {onExecOutput: request.onExecOutput}),
			}, ctx);
			return {accel, boot: booted, counted: counts ? await countBenches({countsFile, vmlinux, planned: plan.benches}, ctx) : []};
		} finally {
			await rm(initrd, {force: true});
			await rm(countsFile, {force: true});
		}
	}
}

/** The counter wants one CPU, and an emulated one. */
function refuseOptionsAgainstCounting({plan, cpus, accel}: RunRequest): void {
	if (plan.countInstructions !== true) return;
	if ((cpus ?? 1) !== 1) throw new InputError(`--count with --smp ${cpus}: instructions are counted on one CPU`, {stage: 'count', hint: 'leave --smp away'});
	if (accel === 'kvm') throw new InputError('--count with --accel kvm: instructions are counted by QEMU\'s emulation', {stage: 'count', hint: 'leave --accel away'});
}
