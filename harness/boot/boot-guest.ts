// Boots a kernel in QEMU, follows console, result port and QMP until a verdict is reached, and
// leaves nothing running. The only file that holds a virtual machine.
import {open, rm} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Context} from '../context.js';
import {InterruptedError} from '../errors.js';
import {findSplats} from '../guest-log/kernel-messages.js';
import {makeGuestLog} from '../guest-log/read-guest-log.js';
import {startTool} from '../lib/exec.js';
import type {Plan} from '../plan/plan.js';
import type {Accel, Boot, Counting, MachineShape} from './boot.js';
import {listen, makeLineSplitter, makeSocketDir, type Listener} from './channel.js';
import {makeGuestInput, type GuestInput} from './guest-input.js';
import {openConsoleLog} from './console-log.js';
import {probeSandbox} from './probe-sandbox.js';
import {makeQemuArgs, type QemuInput} from './qemu-args.js';
import {askToQuit, makeQmpReader} from './qmp.js';
import {judgeBoot, noteFatalLine, type FatalLine, type Sighting, type Verdict, type WatchLimits} from './watch-guest.js';

export interface BootInput {
	readonly accel: Accel;
	readonly machine: MachineShape;
	readonly bootImage: string;
	readonly initrd: string;
	readonly plan: Plan;
	/** console.log and the disk image go here. */
	readonly workDir: string;
	readonly bootTimeoutMs: number;
	/** The whole boot; default: the sum of what is planned. */
	readonly totalTimeoutMs: number | undefined;
	readonly counting?: Counting;
	/** Settles when this guest may go on with what is measured; asked for when its plan says that it waits. */
	readonly alone?: Promise<void>;
	/** The guest waits for gdb: no limit but the whole boot's. Told where, once QEMU listens. */
	readonly onGdb?: (socket: string) => void;
	/** Output of an `exec` entry, as it comes. */
	readonly onExecOutput?: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
	/** When a shell has started: where what is typed goes. */
	readonly onInput?: (input: GuestInput) => void;
}

/** The entry during which a guest waits for the host's word: PLAN_AWAIT in guest-tools/init/plan.c. */
const awaitName = 'await';

export const qemuProgram = 'qemu-system-x86_64';

/** Longer than init waits for what it has killed to be gone: KILL_WAIT_MS in guest-tools/init/init.h. */
const graceMs = 12_000;
/** Time for the lines that follow a panic, and for QEMU to leave after it. */
const fatalGraceMs = 3000;
const tickMs = 50;
/** Who has not looked for so long was stopped, and its guest with it: that is nobody's time. */
const stopMsMin = 3000;
const tailLines = 50;
/** After QEMU's end: what is still in the sockets. This timer and the next do not hold the process when nothing else does. */
const drainMs = 1000;
/** For QEMU to follow `quit`. */
const quitMs = 500;

/** Boots once. @throws MachineError when QEMU is missing; a kernel that fails is a result. */
export async function bootGuest(input: BootInput, ctx: Context): Promise<Boot> {
	const sockets = await makeSocketDir();
	const nvmeImages = nameNvmeImages(input);
	const listeners: Listener[] = [];
	try {
		for (const image of nvmeImages) await makeSparseFile(image, input.machine.nvme.sizeMiB);
		return await bootWithSockets(input, {dir: sockets.dir, listeners, nvmeImages}, ctx);
	} finally {
		for (const listener of listeners) listener.close();
		await sockets.remove();
		for (const image of nvmeImages) await rm(image, {force: true});
	}
}

async function bootWithSockets(
	input: BootInput,
	{dir, listeners, nvmeImages}: {dir: string; listeners: Listener[]; nvmeImages: readonly string[]},
	ctx: Context,
): Promise<Boot> {
	const entries = listEntries(input.plan);
	const guestLog = makeGuestLog(new Set(entries.keys()));
	const consolePath = path.join(input.workDir, 'console.log');
	const startedAt = performance.now();
	let lookedAt = startedAt;
	let stoppedMs = 0;
	const sinceStart = (): number => Math.round(performance.now() - startedAt - stoppedMs);
	let planMs: number | undefined;
	let progressAtMs = 0;
	let fatal: FatalLine | undefined;
	let shutdown: string | undefined;
	let exit: Sighting['exit'];
	let qemuVersion = 'unknown';
	let stdinPort: Listener | undefined;

	const sockets = nameSockets(dir, input.plan);
	const gdbSocket = input.onGdb === undefined ? undefined : path.join(dir, 'gdb');
	const add = async (file: string, onData: (chunk: Buffer) => void): Promise<Listener> => {
		const listener = await listen(file, onData);
		listeners.push(listener);
		return listener;
	};
	const letGoOn = (): void => void Promise.all([resultPort.connected, input.alone]).then(([socket]) => socket.write('\n'));
	const consoleLog = openConsoleLog(consolePath, line => {
		fatal = noteFatalLine(fatal, line, sinceStart());
		ctx.emit({type: 'log', stage: 'boot', text: line});
	});
	const resultPort: Listener = await add(sockets.ports['kernel-test.results']!, makeLineSplitter(line => {
		const before = guestLog.progress();
		guestLog.push(line);
		const after = guestLog.progress();
		if (before.plan === undefined && after.plan !== undefined) planMs = sinceStart();
		if (before.plan !== after.plan || before.running !== after.running || before.done !== after.done) {
			progressAtMs = sinceStart();
			if (after.running === awaitName && before.running !== awaitName) letGoOn();
			if (after.running !== undefined) {
				ctx.emit({type: 'step', stage: 'boot', text: after.running, done: after.ended + 1, ...(after.plan === undefined ? {} : {total: after.plan})});
			}
			if (after.running === 'exec' && before.running !== 'exec') void stdinPort?.connected.then(socket => input.onInput?.(makeGuestInput(socket)));
		}
	}));
	if (input.plan.exec !== undefined) {
		for (const stream of ['stdout', 'stderr'] as const) await add(sockets.ports[`kernel-test.${stream}`]!, chunk => input.onExecOutput?.(stream, chunk));
	}
	if (input.plan.exec?.shell !== undefined) stdinPort = await add(sockets.ports['kernel-test.stdin']!, () => {});
	const qmpPort: Listener = await add(sockets.qmp, makeQmpReader({
		onEvent({event, reason}) {
			if (event === 'SHUTDOWN') shutdown = reason ?? 'unknown';
		},
		onVersion(version) {
			qemuVersion = version;
			if (gdbSocket !== undefined) input.onGdb?.(gdbSocket);
		},
	}, () => qmpPort));

	const qemuArgs = makeQemuArgs({...input, nvmeImages, consoleLog: consolePath, sockets, gdbSocket, sandbox: await probeSandbox(qemuProgram, ctx)});
	ctx.emit({type: 'start', stage: 'boot', text: `booting under ${input.accel}`});
	const qemu = await startTool({stage: 'boot', file: qemuProgram, args: qemuArgs}, ctx);
	const ended = qemu.exited.then(async ({exitCode, stderr}) => {
		// Everything that the guest wrote is read before its end is judged.
		await Promise.race([Promise.all(listeners.map(async listener => listener.ended)), sleep(drainMs, undefined, {ref: false})]);
		consoleLog.read();
		exit = {code: exitCode, stderr};
	});

	const limits = makeLimits(input, entries);
	let verdict: Verdict | undefined;
	try {
		while (verdict === undefined) {
			if (ctx.signal.aborted) throw new InterruptedError('boot');
			await Promise.race([ended, sleep(tickMs)]);
			const now = performance.now();
			if (now - lookedAt > stopMsMin) stoppedMs += now - lookedAt - tickMs;
			lookedAt = now;
			consoleLog.read();
			verdict = judgeBoot({report: guestLog.progress(), progressAtMs, fatal, shutdown, exit}, limits, sinceStart());
		}
	} finally {
		if (exit === undefined) {
			void askToQuit(qmpPort);
			await Promise.race([ended, sleep(quitMs, undefined, {ref: false})]);
			await qemu.end();
			await ended;
		}
		consoleLog.close();
	}
	if (ctx.signal.aborted) throw new InterruptedError('boot');
	const durationMs = sinceStart();
	ctx.emit({type: 'end', stage: 'boot', text: verdict.outcome === 'ok' ? `booted under ${input.accel}` : `${verdict.outcome}: ${verdict.reason}`, cached: false, durationMs});
	return {
		...verdict,
		entry: verdict.outcome === 'ok' ? undefined : guestLog.report().running,
		accel: input.accel, qemuVersion, qemuArgv: [qemuProgram, ...qemuArgs], durationMs, planMs,
		report: guestLog.report(),
		splats: findSplats(consoleLog.lines),
		consoleTail: consoleLog.lines.slice(-tailLines),
		consolePath,
	};
}

/** What the guest shall start, by the names that it says, and how long each may take. */
function listEntries(plan: Plan): ReadonlyMap<string, number> {
	return new Map([
		...plan.checks.map(({name, timeoutMs}) => [name, timeoutMs] as const),
		...plan.benches.map(({name, timeoutMs}) => [`bench/${name}`, timeoutMs] as const),
		...(plan.exec === undefined ? [] : [['exec', plan.exec.timeoutMs] as const]),
		...(plan.awaitHostMs === undefined ? [] : [[awaitName, plan.awaitHostMs] as const]),
	]);
}

function makeLimits({bootTimeoutMs, totalTimeoutMs, onGdb}: BootInput, entries: ReadonlyMap<string, number>): WatchLimits {
	// Whoever looks at a guest that stands still looks as long as it takes.
	const wholeMs = totalTimeoutMs ?? Infinity;
	if (onGdb !== undefined) return {bootTimeoutMs: wholeMs, graceMs: wholeMs, entryTimeoutMs: () => wholeMs, fatalGraceMs: wholeMs, totalTimeoutMs: wholeMs};
	const planned = [...entries.values()].reduce((sum, timeoutMs) => sum + timeoutMs, 0);
	return {
		bootTimeoutMs, graceMs, fatalGraceMs,
		entryTimeoutMs: name => entries.get(name) ?? 0,
		totalTimeoutMs: totalTimeoutMs ?? bootTimeoutMs + planned + graceMs,
	};
}

/** The sockets of a boot, by what flows through them. */
export function nameSockets(dir: string, plan: Plan): QemuInput['sockets'] {
	const streams = plan.exec === undefined ? ['results'] : ['results', 'stdout', 'stderr', ...(plan.exec.shell === undefined ? [] : ['stdin'])];
	return {qmp: path.join(dir, 'qmp'), ports: Object.fromEntries(streams.map(name => [`kernel-test.${name}`, path.join(dir, name)]))};
}

/** The files behind the NVMe devices. */
export function nameNvmeImages({machine, workDir}: Pick<BootInput, 'machine' | 'workDir'>): readonly string[] {
	return Array.from({length: machine.nvme.count}, (_, index) => path.join(workDir, `nvme${index === 0 ? '' : index}.img`));
}

async function makeSparseFile(file: string, sizeMiB: number): Promise<void> {
	const handle = await open(file, 'w');
	await handle.truncate(sizeMiB * 2 ** 20);
	await handle.close();
}
