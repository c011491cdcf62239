// What a run would do to the machine: the commands of make and QEMU, in their order, and neither is run. Trees are imported
// and patches applied in the cache, for kernels are named by what comes of that.
import path from 'node:path';
import {probeSandbox} from './boot/probe-sandbox.js';
import {makeQemuArgs} from './boot/qemu-args.js';
import {nameNvmeImages, nameSockets, qemuProgram} from './boot/boot-guest.js';
import {recallAccel} from './boot/choose-accel.js';
import {listMakeCommands} from './build/list-make-commands.js';
import type {Context} from './context.js';
import {readSymbols} from './count/count-benches.js';
import {findAddresses} from './count/symbols.js';
import {nameGuestTools} from './image/build-guest-tools.js';
import {describeCommand, type Command} from './lib/commands.js';
import {exists} from './lib/files.js';
import {chooseCounting, isCounting, nameGuestDir, prepareRun, type RunRequest} from './run.js';

export interface DryRun {
	readonly outcome: 'pass' | 'untestable';
	/** What stands in the way of a build. */
	readonly reason: string;
	/** Empty where the cache has what it would make. */
	readonly guestTools: readonly Command[];
	readonly kernel: readonly Command[];
	readonly boot: readonly Command[];
}

/** Names that are chosen when a run begins. */
const runDirName = 'RUN-ID';
const socketDirName = '/tmp/kt-XXXXXX';

export async function dryRun(request: RunRequest, ctx: Context): Promise<DryRun> {
	const {target, machine, plan, plans, applied, build} = await prepareRun(request, ctx);
	const tools = await nameGuestTools({target}, ctx);
	const guestTools = await exists(tools.dir) ? [] : [tools.command];
	if (build === undefined) {
		const {name, subject} = (applied as Extract<typeof applied, {outcome: 'conflict'}>).patch;
		return {outcome: 'untestable', reason: `patch ${name} (${subject}) does not apply`, guestTools, kernel: [], boot: []};
	}
	const {commands, vmlinux, bootImage} = await listMakeCommands(build, ctx);
	const runDir = path.join(ctx.resultsDir, target.name, runDirName);
	// Before the kernel is there its functions have no addresses: the names stand in for them.
	const settleAt = request.plan.countInstructions !== true ? [] : commands.length > 0 ? target.settle : findAddresses(await readSymbols(vmlinux, ctx), target.settle);
	const accel = isCounting(request) ? 'tcg' : await recallAccel(request.accel, ctx);
	const counting = await chooseCounting({request, plan, settleAt, countsFile: path.join(runDir, 'counts.txt')}, ctx);
	const sandbox = await probeSandbox(qemuProgram, ctx);
	const boot = plans.map((share, guest) => {
		const workDir = nameGuestDir(runDir, guest);
		return {file: qemuProgram, args: makeQemuArgs({
			accel, machine, bootImage, initrd: path.join(workDir, 'initrd.cpio'), nvmeImages: nameNvmeImages({machine, workDir}), consoleLog: path.join(workDir, 'console.log'),
			sockets: nameSockets(socketDirName, share), gdbSocket: request.onGdb === undefined ? undefined : `${socketDirName}/gdb`, sandbox, ...counting,
		})};
	});
	return {outcome: 'pass', reason: '', guestTools, kernel: commands, boot};
}

/** Lines for a shell. Pure. */
export function describeDryRun({reason, guestTools, kernel, boot}: DryRun): string {
	const list = (title: string, commands: readonly Command[]): string => [`# ${title}${commands.length === 0 ? ': in the cache, nothing to make' : ''}`, ...commands.map(describeCommand)].join('\n');
	if (reason !== '') return `${list('guest programs', guestTools)}\n\n# ${reason}`;
	return [list('guest programs', guestTools), list('kernel', kernel), list(`boot; ${runDirName} and ${socketDirName} are named when a run begins, and the harness listens on the sockets`, boot)].join('\n\n');
}
