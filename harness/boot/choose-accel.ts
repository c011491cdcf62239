// KVM only when a boot has proved it: /dev/kvm may exist and open, and the guest still hang for
// ever (FACTS.md, Acceleration). The verdict is kept per machine, kernel of the host and QEMU's file.
import {access, constants, rm, stat} from 'node:fs/promises';
import {cpus, release} from 'node:os';
import path from 'node:path';
import {z} from 'zod';
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {shortHash} from '../lib/files.js';
import {readWhole, writeJson} from '../lib/json-file.js';
import {makeTemporaryFolder} from '../lib/temporary.js';
import {findTool} from '../lib/tools.js';
import type {Accel, MachineShape} from './boot.js';
import {bootGuest, qemuProgram} from './boot-guest.js';

export interface AccelChoice {
	readonly accel: Accel;
	/** Why not KVM; empty when it is KVM or TCG was asked for. */
	readonly reason: string;
}

const probeTimeoutMs = 10_000;

/** The reason is why not; empty when it works. */
const verdictSchema = z.object({works: z.boolean(), reason: z.string()});

type Verdict = z.infer<typeof verdictSchema>;

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
	const {works, reason} = await readWhole(verdictFile, verdictSchema) ?? await probe();
	return works ? {accel: 'kvm', reason: ''} : refuse(`/dev/kvm is there, but a guest does not come up: ${reason}`);

	async function probe(): Promise<Verdict> {
		const workDir = await makeTemporaryFolder('kt-accel-', 'boot');
		try {
			ctx.emit({type: 'start', stage: 'accel', text: 'trying KVM'});
			const boot = await bootGuest({
				accel: 'kvm', machine, bootImage, initrd: await makeProbeImage(path.join(workDir, 'probe.cpio')),
				plan: {checks: [], benches: []}, workDir, bootTimeoutMs: probeTimeoutMs, totalTimeoutMs: probeTimeoutMs,
			}, {...ctx, emit() {}});
			const verdict = {works: boot.outcome === 'ok', reason: boot.reason.split('\n')[0]!};
			await writeJson(verdictFile, verdict);
			return verdict;
		} finally {
			await rm(workDir, {recursive: true, force: true});
		}
	}
}

/** The accelerator as far as it is known without a boot. */
export async function recallAccel(wanted: ChooseInput['wanted'], ctx: Context): Promise<Accel> {
	return wanted === 'auto' ? (await readWhole(await nameVerdict(ctx), verdictSchema))?.works === true ? 'kvm' : 'tcg' : wanted;
}

/** Where the verdict about this machine is kept. */
export async function nameVerdict(ctx: Pick<Context, 'cacheDir'>): Promise<string> {
	const {size, mtimeMs} = await stat(await findTool(qemuProgram) ?? qemuProgram);
	return path.join(ctx.cacheDir, 'accel', `${shortHash('accel-3', cpus()[0]?.model ?? '', release(), `${size} ${mtimeMs}`)}.json`);
}
