// In: a target's virtual machine, what the command line wants otherwise, and what the kernel needs. Out: the machine's
// shape. What the kernel would not grant is refused by name: it boots without poll queues then, and says so in its log only. Pure.
import {InputError} from '../errors.js';
import type {Target} from '../target/target-schema.js';
import type {MachineShape} from './boot.js';
import {usualNvme, type NvmeShape} from './nvme-shape.js';

/** What the command line says of the machine; what is absent is the target's choice. */
export interface MachineOptions {
	readonly cpus: number | undefined;
	readonly nvme: Partial<NvmeShape>;
	/** Kernel parameters behind those of the harness. */
	readonly append: readonly string[];
	/** QEMU's arguments behind those of the harness. */
	readonly qemuArgs: readonly string[];
}

interface ShapeInput {
	readonly vm: Pick<Target['vm'], 'cpus' | 'memoryMiB' | 'nvme' | 'countParameters'>;
	readonly options: MachineOptions;
	readonly variant: Pick<MachineShape, 'memoryMiB' | 'timeScale'>;
	/** Instructions are counted on one CPU. */
	readonly isCounted: boolean;
}

/** @throws InputError for more queues than CPUs. */
export function shapeMachine({vm, options, variant, isCounted}: ShapeInput): MachineShape {
	const cpus = isCounted ? 1 : options.cpus ?? vm.cpus;
	const nvme = {...usualNvme, ...vm.nvme, ...options.nvme};
	const why = isCounted ? 'instructions are counted on one CPU' : `the guest has ${cpus} CPU${cpus === 1 ? '' : 's'}, and a queue more than that is not granted`;
	const refuse = (field: string, value: number): never => {
		const where = field === 'poll-queues' && options.nvme.pollQueues === undefined ? 'target.json, vm.nvme: ' : '--nvme ';
		throw new InputError(`${where}${field}=${value}: ${why}`, {stage: 'boot', hint: isCounted ? `${field}=1 is what there can be` : `give at most ${field}=${cpus}, or more CPUs with --smp`});
	};
	if (nvme.pollQueues > cpus) refuse('poll-queues', nvme.pollQueues);
	if ((nvme.queues ?? 1) > cpus) refuse('queues', nvme.queues!);
	return {
		cpus, memoryMiB: Math.max(vm.memoryMiB, variant.memoryMiB), timeScale: variant.timeScale,
		nvme, append: [...isCounted ? vm.countParameters : [], ...options.append].join(' '), qemuArgs: options.qemuArgs,
	};
}
