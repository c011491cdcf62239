// The QEMU command line for a boot. Pure: sockets and files are only named here.
import type {Accel, Counting, MachineShape} from './boot.js';
import {usualNvme, type NvmeShape} from './nvme-shape.js';

export interface QemuInput {
	readonly accel: Accel;
	readonly machine: MachineShape;
	/** An ELF with a PVH note, booted directly, or a bzImage. */
	readonly bootImage: string;
	readonly initrd: string;
	/** One for each device. */
	readonly nvmeImages: readonly string[];
	readonly counting?: Counting;
	/** The serial console is appended to this file. */
	readonly consoleLog: string;
	/** Unix sockets that the harness listens on, by what flows through them. */
	readonly sockets: {
		readonly qmp: string;
		/** Virtio-serial ports by name, for instance kernel-test.results. */
		readonly ports: Readonly<Record<string, string>>;
	};
	/** A unix socket that QEMU listens on for gdb: the guest stands still until gdb lets it go. */
	readonly gdbSocket?: string | undefined;
	/** What shuts QEMU in; the user's own arguments may say otherwise. */
	readonly sandbox?: readonly string[];
}

/** Arguments for qemu-system-x86_64. */
export function makeQemuArgs({accel, machine, bootImage, initrd, nvmeImages, consoleLog, counting, sockets, gdbSocket, sandbox = []}: QemuInput): readonly string[] {
	const holdsNothing = counting?.what === 'marks' && counting.disk === 'holds nothing';
	const ports = Object.entries(sockets.ports).flatMap(([name, file], index) => [
		'-chardev', `socket,id=port${index},path=${escapeCommas(file)}`,
		'-device', `virtserialport,chardev=port${index},name=${name}`,
	]);
	return [
		'-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none',
		...(machine.qemuArgs.includes('-sandbox') ? [] : sandbox),
		'-machine', 'q35',
		...(counting?.what === 'marks' ? ['-bios', 'qboot.rom'] : []),
		...(accel === 'kvm' ? ['-accel', 'kvm'] : makeTcgArgs(counting)),
		'-cpu', accel === 'kvm' ? 'host' : 'max',
		'-smp', String(machine.cpus),
		'-m', `${machine.memoryMiB}M`,
		'-kernel', bootImage,
		'-initrd', initrd,
		'-append', makeKernelCommandLine(machine, counting),
		'-chardev', `file,id=console,path=${escapeCommas(consoleLog)},append=on`,
		'-serial', 'chardev:console',
		'-chardev', `socket,id=qmp,path=${escapeCommas(sockets.qmp)}`,
		'-mon', 'chardev=qmp,mode=control',
		'-device', 'virtio-serial-pci',
		...ports,
		...nvmeImages.flatMap((image, index) => makeNvmeArgs(machine.nvme, {image: holdsNothing ? undefined : image, index})),
		...(gdbSocket === undefined ? [] : ['-S', '-chardev', `socket,id=gdb,path=${escapeCommas(gdbSocket)},server=on,wait=off`, '-gdb', 'chardev:gdb']),
		...machine.qemuArgs,
	];
}

/** The device offers as many queues as the driver shall get: it asks for one that interrupts for each CPU, and the poll queues. */
function makeNvmeArgs({sizeMiB, queues, pollQueues, lbaBytes}: NvmeShape, {image, index}: {readonly image: string | undefined; readonly index: number}): readonly string[] {
	const name = index === 0 ? '' : String(index);
	return [
		'-blockdev', image === undefined
			? `driver=null-co,node-name=nvme-file${name},size=${sizeMiB * 2 ** 20}`
			: `driver=file,node-name=nvme-file${name},filename=${escapeCommas(image)}`,
		'-blockdev', `driver=raw,node-name=nvme-disk${name},file=nvme-file${name}`,
		'-device', [
			`nvme,drive=nvme-disk${name},serial=kernel-test${name}`,
			...(queues === undefined ? [] : [`max_ioqpairs=${queues + pollQueues}`]),
			...(lbaBytes === usualNvme.lbaBytes ? [] : [`logical_block_size=${lbaBytes}`, `physical_block_size=${lbaBytes}`]),
		].join(','),
	];
}

/**
 * icount makes guest time the count of executed instructions: what a boot does no longer depends on how fast it is
 * emulated (docs/devel/tcg-icount.rst in QEMU). It wants one thread. When the CPU idles the clock leaps to the next timer
 * (sleep=off); with sleep=on it would go on by the host's.
 *
 * What is left of the host's time in a boot is taken out one by one, so that a benchmark executes the same instructions
 * in every boot, not almost the same. The devices' threads: the guest waits for them (count-plugin.c), and the disk
 * answers at once and holds nothing (null-co), unless a file system is to be on it. The date and the random numbers:
 * fixed, and the kernel told to take its own from the CPU (null_blk's tags are searched from a random one). The firmware:
 * SeaBIOS waits for host time before the kernel reads its first clock, qboot does not. Addresses of a program's stack:
 * not randomised.
 */
function makeTcgArgs(counting: Counting | undefined): readonly string[] {
	if (counting === undefined) return ['-accel', 'tcg,thread=multi'];
	const plugin = `${escapeCommas(counting.plugin)},out=${escapeCommas(counting.outFile)}`;
	return counting.what === 'boot'
		? ['-accel', 'tcg,thread=multi', '-plugin', plugin]
		: ['-accel', 'tcg,thread=single', '-icount', 'shift=0,align=off,sleep=off', '-seed', '1', '-rtc', 'base=2020-01-01,clock=vm', '-plugin', `${plugin},marks=on${counting.settleAt.map(address => `,settle=${address}`).join('')}`];
}

/**
 * null_blk has a poll queue as the NVMe device has; it is multi-queue (queue_mode=2), without latency.
 * What the kernel does not know goes into init's environment (init/main.c, unknown_bootoption()).
 */
export function makeKernelCommandLine(machine: MachineShape, counting?: Counting): string {
	return [
		'console=ttyS0', 'panic=-1', 'oops=panic',
		`nvme.poll_queues=${machine.nvme.pollQueues}`,
		'null_blk.nr_devices=1', 'null_blk.gb=1', 'null_blk.queue_mode=2', `null_blk.poll_queues=${machine.nvme.pollQueues}`,
		// A check waits for grace periods most of its time (a context's end takes two in a row): look for quiet CPUs at
		// once and not after a tick. Memory comes back sooner, the code is the same; where instructions are counted it stays out.
		...(counting?.what === 'marks' ? ['random.trust_cpu=on', 'norandmaps'] : ['rcutree.jiffies_till_first_fqs=0']),
		...(machine.timeScale === 1 ? [] : [`KERNEL_TEST_TIME_SCALE=${machine.timeScale}`]),
		...(machine.append === '' ? [] : [machine.append]),
	].join(' ');
}

/** QEMU's option syntax: a comma inside a value is doubled. */
function escapeCommas(text: string): string {
	return text.replaceAll(',', ',,');
}
