// What a boot is given and what it gives back, as data.
import type {GuestReport} from '../guest-log/read-guest-log.js';
import type {Splat} from '../guest-log/kernel-messages.js';
import type {NvmeShape} from './nvme-shape.js';

export type Accel = 'kvm' | 'tcg';

/** The shape of the virtual machine. */
export interface MachineShape {
	readonly cpus: number;
	readonly memoryMiB: number;
	readonly nvme: NvmeShape;
	/** How many times longer its programs wait for what takes milliseconds: this kernel is slow. */
	readonly timeScale: number;
	/** Kernel parameters and arguments of QEMU that the user wants besides the harness's own. */
	readonly append: string;
	readonly qemuArgs: readonly string[];
}

/**
 * What a boot's executed instructions are counted for. `boot`: everything, from start to end. `marks`: between the marks
 * of the guest's programs, on one CPU whose time is its instructions, and the same in every boot.
 */
export type Counting = CountFiles & ({readonly what: 'boot'} | {
	readonly what: 'marks';
	/** Where the guest stands still until the devices have done their work: 16 hexadecimal digits each. */
	readonly settleAt: readonly string[];
	/** Does a program want back from the NVMe device what it wrote there? A disk that holds nothing has no thread of its own. */
	readonly disk: 'holds nothing' | 'holds data';
});

interface CountFiles {
	/** QEMU's plugin, as host-tools/count-plugin.c describes it. */
	readonly plugin: string;
	/** Where the plugin writes. */
	readonly outFile: string;
}

/**
 * How a boot ended. `ok`: the guest came to the end of its plan and powered off.
 * `no-plan`: it powered off without announcing one. `power-off`: it went away in mid-plan.
 * `hang`: a time limit of one step passed; `timeout`: the whole boot's did.
 */
export type BootOutcome = 'ok' | 'panic' | 'oops' | 'hang' | 'timeout' | 'power-off' | 'no-plan' | 'qemu-failed';

export interface Boot {
	readonly outcome: BootOutcome;
	/** One sentence; empty when all went well. */
	readonly reason: string;
	/** The entry during which it went wrong. */
	readonly entry: string | undefined;
	/** Why a boot before this one does not count. */
	readonly bootedAgain?: string;
	readonly accel: Accel;
	readonly qemuVersion: string;
	readonly qemuArgv: readonly string[];
	/** Start of QEMU to its end. */
	readonly durationMs: number;
	/** Start of QEMU to the guest's plan; absent when there was none. */
	readonly planMs: number | undefined;
	readonly report: GuestReport;
	readonly splats: readonly Splat[];
	/** The last lines of the console, without control characters. */
	readonly consoleTail: readonly string[];
	readonly consolePath: string;
}
