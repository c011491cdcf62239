// In: what a run was measured with. Out: its fingerprint: numbers of two runs may be compared when theirs are
// equal; where they differ, the parts say in what. Tree and series are what is compared, and no part of it. Pure.
import {createHash} from 'node:crypto';
import type {Boot, MachineShape} from '../boot/boot.js';
import {describeNvme, isUsualNvme} from '../boot/nvme-shape.js';
import type {Kernel} from '../build/build-kernel.js';
import {quoteForShell} from '../lib/shell-words.js';
import type {Plan} from '../plan/plan.js';
import type {RunResult} from './result-schema.js';

export type Fingerprint = NonNullable<RunResult['fingerprint']>;

interface FingerprintInput {
	readonly variant: string;
	readonly kernel?: Kernel;
	readonly boot?: Boot;
	readonly plan?: Plan;
	readonly benchHash?: string;
	readonly machine?: MachineShape;
	readonly host: RunResult['host'];
}

/** Undefined as long as nothing was booted. Time depends on the host, too; counted instructions do not. */
export function makeFingerprint({variant, kernel, boot, plan, benchHash, machine, host}: FingerprintInput): Fingerprint | undefined {
	if (kernel === undefined || boot === undefined || plan === undefined || benchHash === undefined) return undefined;
	const isCounted = plan.benches.some(({mark}) => mark !== undefined);
	const names = plan.benches.map(({name}) => name);
	const parts = {
		variant, compiler: kernel.compiler, config: kernel.configHash, qemu: boot.qemuVersion, bench: benchHash,
		// A bench finds slabs and tags as those before it left them.
		...(isCounted ? {measured: 'instructions', benches: `${names.length}, ${hash(names.join())}`} : {measured: 'time', accel: boot.accel, guestCpus: String(boot.report.guest?.cpus ?? 0), hostCpu: host.cpu}),
		...(machine === undefined ? {} : listUnusual(machine)),
	};
	return {hash: hash(JSON.stringify(parts)), parts};
}

/** What a machine has by wish: the usual one adds nothing, so that what was measured before there was a choice still compares. */
function listUnusual({nvme, append, qemuArgs}: MachineShape): Readonly<Record<string, string>> {
	return {
		...(isUsualNvme(nvme) ? {} : {nvme: describeNvme(nvme)}),
		...(append === '' ? {} : {append}),
		...(qemuArgs.length === 0 ? {} : {qemuArgs: qemuArgs.map(quoteForShell).join(' ')}),
	};
}

/** The parts in which two fingerprints differ, in words; empty when they are equal. */
export function describeDifference(base: Fingerprint, head: Fingerprint): readonly string[] {
	const names = new Set([...Object.keys(base.parts), ...Object.keys(head.parts)]);
	return [...names].filter(name => base.parts[name] !== head.parts[name])
		.map(name => `${name}: ${base.parts[name] ?? 'none'} and ${head.parts[name] ?? 'none'}`);
}

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
