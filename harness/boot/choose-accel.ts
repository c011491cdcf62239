// KVM only when a boot has proved it: /dev/kvm may exist and open, and the guest still hang for
// ever (FACTS.md, Acceleration). The verdict is kept per machine, kernel of the host and QEMU's file.
import {access, constants, mkdir, mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {cpus, release, tmpdir} from 'node:os';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {shortHash} from '../lib/files.js';
import {findTool} from '../lib/tools.js';
import type {Accel, MachineShape} from './boot.js';
import {bootGuest, qemuProgram} from './boot-guest.js';

export interface AccelChoice {
	readonly accel: Accel;
	/** Why not KVM; empty when it is KVM or TCG was asked for. */
	readonly reason: string;
}

const probeTimeoutMs = 10_000;

interface ChooseInput {
	readonly wanted: 'auto' | Accel;
	readonly machine: MachineShape;
	readonly bootImage: string;
	/** An image with an empty plan. */
	readonly makeProbeImage: (outFile: string) => Promise<string>;
}

/** Chooses the accelerator. @throws MachineError when KVM was asked for by name and does not work. */
export async function chooseAccel({wanted, machine, bootImage, makeProbeImage}: ChooseInput, ctx: Context): Promise<AccelChoice> {
	if (wanted === 'tcg') return {accel: 'tcg', reason: ''};
	const refuse = (reason: string): AccelChoice => {
		if (wanted === 'kvm') throw new MachineError(`--accel kvm: ${reason}`, {stage: 'accel', hint: 'use --accel tcg, or auto'});
		return {accel: 'tcg', reason};
	};
	if (!await access('/dev/kvm', constants.R_OK | constants.W_OK).then(() => true, () => false)) {
		return refuse('/dev/kvm is not there or not permitted');
	}
	const verdictFile = await nameVerdict(ctx);
	const known = await readVerdict(verdictFile);
	const works = known ?? await probe();
	return works ? {accel: 'kvm', reason: ''} : refuse(`/dev/kvm is there, but a guest does not come up within ${probeTimeoutMs / 1000} s`);

	async function probe(): Promise<boolean> {
		const workDir = await mkdtemp(path.join(tmpdir(), 'kt-accel-'));
		try {
			ctx.emit({type: 'start', stage: 'accel', text: 'trying KVM'});
			const boot = await bootGuest({
				accel: 'kvm', machine, bootImage, initrd: await makeProbeImage(path.join(workDir, 'probe.cpio')),
				plan: {checks: [], benches: []}, workDir, bootTimeoutMs: probeTimeoutMs, totalTimeoutMs: probeTimeoutMs,
			}, {...ctx, emit() {}});
			const proved = boot.outcome === 'ok';
			await mkdir(path.dirname(verdictFile), {recursive: true});
			await writeFileAtomic(verdictFile, JSON.stringify({works: proved, outcome: boot.outcome, reason: boot.reason}));
			return proved;
		} finally {
			await rm(workDir, {recursive: true, force: true});
		}
	}
}

/** The accelerator as far as it is known without a boot. */
export async function recallAccel(wanted: ChooseInput['wanted'], ctx: Context): Promise<Accel> {
	return wanted === 'auto' ? await readVerdict(await nameVerdict(ctx)) === true ? 'kvm' : 'tcg' : wanted;
}

/** Where the verdict about this machine is kept. */
export async function nameVerdict(ctx: Pick<Context, 'cacheDir'>): Promise<string> {
	const {size, mtimeMs} = await stat(await findTool(qemuProgram) ?? qemuProgram);
	return path.join(ctx.cacheDir, 'accel', `${shortHash('accel-2', cpus()[0]?.model ?? '', release(), `${size} ${mtimeMs}`)}.json`);
}

async function readVerdict(file: string): Promise<boolean | undefined> {
	try {
		const {works} = JSON.parse(await readFile(file, 'utf8')) as {works?: unknown};
		return typeof works === 'boolean' ? works : undefined;
	} catch {
		return undefined;
	}
}
