// The one file that starts processes. Every child runs in a process group of its own and is
// ended with it: when its time is up, when the run is interrupted, and, through the kernel's
// parent-death signal, when the harness itself is killed. Only groups started here are signalled.
import {createWriteStream} from 'node:fs';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {createInterface} from 'node:readline';
import {execa, type ResultPromise} from 'execa';
import type {Context} from '../context.js';
import {InterruptedError, MachineError} from '../errors.js';
import type {Stage} from '../progress/events.js';
import {findTool, installHint} from './tools.js';

export interface ToolCall {
	readonly stage: Stage;
	readonly file: string;
	readonly args: readonly string[];
	readonly cwd?: string;
	/** Added to the harness's own environment. */
	readonly env?: Readonly<Record<string, string>>;
	/** Standard input: text, or a stream. Absent: /dev/null. */
	readonly input?: string | Readable;
	/** Standard output and error, interleaved, are also written here. */
	readonly logPath?: string;
	readonly onLine?: (line: string) => void;
	readonly timeoutMs: number;
	/** How long it may write nothing, on neither output. */
	readonly quietMsMax?: number;
	/** What is kept of each output in memory; the rest is dropped. Default 16 MiB. */
	readonly outputBytesMax?: number;
}

export interface ToolResult {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
	/** Standard output was longer than what is kept of it. */
	readonly isCut: boolean;
}

/** A process that was started and not waited for. */
export interface Running {
	readonly pid: number;
	/** Settles when the process has ended; never rejects. */
	readonly exited: Promise<{readonly exitCode: number | undefined; readonly signal: string | undefined; readonly stderr: string}>;
	readonly stdin: NodeJS.WritableStream;
	readonly stdout: Readable;
	/** Ends the whole process group: SIGTERM, and SIGKILL after the grace period. */
	end(): Promise<void>;
}

const killGraceMs = 2000;
const outputBytesMaxDefault = 16 * 1024 * 1024;

/**
 * Runs a program to its end. A non-zero exit code is a return value.
 * @throws MachineError when it is missing, cannot be started or exceeds `timeoutMs` or `quietMsMax`;
 *         InterruptedError when the run was interrupted.
 */
export async function runTool(call: ToolCall, ctx: Pick<Context, 'signal'>): Promise<ToolResult> {
	const {child} = await spawn(call, ctx, 'TERM');
	const stdout = collect(child.stdout!, call.outputBytesMax);
	const stderr = collect(child.stderr!, call.outputBytesMax);
	const name = call.file.split('/').at(-1) ?? call.file;
	let overdue: string | undefined;
	const endAfter = (ms: number, words: string): NodeJS.Timeout => setTimeout(() => {
		overdue ??= words;
		void endGroup(child);
	}, ms);
	const timer = endAfter(call.timeoutMs, `did not finish in ${call.timeoutMs / 1000} s`);
	const quiet = call.quietMsMax === undefined ? undefined : endAfter(call.quietMsMax, `said nothing for ${call.quietMsMax / 1000} s`);
	for (const stream of [child.stdout!, child.stderr!]) if (quiet !== undefined) stream.on('data', () => quiet.refresh());
	const side: Array<Promise<unknown>> = [];
	if (call.logPath !== undefined) side.push(pipeline(child.all!, createWriteStream(call.logPath, {flags: 'a'})));
	if (call.onLine !== undefined) createInterface({input: child.all!}).on('line', call.onLine);
	if (typeof call.input === 'object') {
		side.push(pipeline(call.input, child.stdin!).catch((error: unknown) => {
			// A program that ends early breaks the pipe; its exit code tells why.
			if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
		}));
	}
	try {
		const [result] = await Promise.all([child, ...side]);
		if (ctx.signal.aborted) throw new InterruptedError(call.stage);
		if (overdue !== undefined) {
			throw new MachineError(`${name} ${overdue} and was ended`, {
				stage: call.stage, ...(call.logPath === undefined ? {} : {logPath: call.logPath}),
			});
		}
		return {exitCode: result.exitCode ?? 128, stdout: stdout.text(), stderr: stderr.text(), isCut: stdout.isCut()};
	} catch (error) {
		await endGroup(child);
		if (ctx.signal.aborted) throw new InterruptedError(call.stage);
		throw error;
	} finally {
		clearTimeout(timer);
		clearTimeout(quiet);
	}
}

/** As `runTool`, but anything other than exit code 0 is a MachineError with the tool's own words, and so is more output than is kept. */
export async function mustRunTool(call: ToolCall, ctx: Pick<Context, 'signal'>): Promise<ToolResult> {
	const result = await runTool(call, ctx);
	if (result.exitCode !== 0) {
		const words = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-5).join('\n');
		throw new MachineError(`${call.file} ${call.args.slice(0, 4).join(' ')} failed with exit code ${result.exitCode}: ${words}`, {
			stage: call.stage, ...(call.logPath === undefined ? {} : {logPath: call.logPath}),
			...(/no space left on device/i.test(words) ? {hint: 'free some space, or set KERNEL_TEST_CACHE to a larger file system'} : {}),
		});
	}
	if (result.isCut) throw new MachineError(`${call.file} ${call.args.slice(0, 4).join(' ')} printed more than ${(call.outputBytesMax ?? outputBytesMaxDefault) / 2 ** 20} MiB`, {stage: call.stage});
	return result;
}

/** Starts a program that the caller holds open: QEMU, a lock. It dies with the harness. */
export async function startTool(call: Omit<ToolCall, 'timeoutMs' | 'input' | 'onLine'>, ctx: Pick<Context, 'signal'>): Promise<Running> {
	const {child} = await spawn({...call, timeoutMs: 0, input: ''}, ctx, 'KILL', true);
	const stderr = collect(child.stderr!, call.outputBytesMax);
	const exited = child.then(
		result => ({exitCode: result.exitCode, signal: result.signal, stderr: stderr.text()}),
		(error: unknown) => ({exitCode: undefined, signal: undefined, stderr: String(error)}),
	);
	return {pid: child.pid!, exited, stdin: child.stdin!, stdout: child.stdout!, end: async () => endGroup(child)};
}

/** The child comes wrapped: an async function that returned it bare would wait for its end. */
async function spawn(call: ToolCall, ctx: Pick<Context, 'signal'>, parentDeathSignal: 'TERM' | 'KILL', openStdin = false): Promise<{child: ResultPromise}> {
	if (ctx.signal.aborted) throw new InterruptedError(call.stage);
	const file = await findTool(call.file);
	if (file === undefined) {
		throw new MachineError(`${call.file} is not installed`, {stage: call.stage, hint: installHint(call.file)});
	}
	const child = execa('setpriv', ['--pdeathsig', parentDeathSignal, '--', file, ...call.args], {
		...(call.cwd === undefined ? {} : {cwd: call.cwd}),
		...(call.env === undefined ? {} : {env: call.env}),
		...(typeof call.input === 'string' && !openStdin ? {input: call.input} : {}),
		stdin: openStdin || typeof call.input === 'object' ? 'pipe' : typeof call.input === 'string' ? undefined : 'ignore',
		all: call.logPath !== undefined || call.onLine !== undefined,
		detached: true,
		cleanup: false,
		reject: false,
		// Kept by `collect`: at its own bound execa would close the pipe under a program that still writes.
		buffer: false,
		stripFinalNewline: false,
	}) as unknown as ResultPromise;
	const onAbort = (): void => void endGroup(child);
	ctx.signal.addEventListener('abort', onAbort, {once: true});
	void child.finally(() => ctx.signal.removeEventListener('abort', onAbort));
	return {child};
}

/** Reads a stream to its end and keeps its first bytes. */
function collect(stream: Readable, bytesMax = outputBytesMaxDefault): {readonly text: () => string; readonly isCut: () => boolean} {
	const chunks: Buffer[] = [];
	let bytes = 0;
	stream.on('data', (chunk: Buffer) => {
		if (bytes < bytesMax) chunks.push(chunk.subarray(0, bytesMax - bytes));
		bytes += chunk.length;
	});
	return {text: () => Buffer.concat(chunks).toString('utf8'), isCut: () => bytes > bytesMax};
}

async function endGroup(child: ResultPromise): Promise<void> {
	const pid = child.pid;
	if (pid === undefined || !signalGroup(pid, 'SIGTERM')) return;
	const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), killGraceMs);
	await child.then(() => {}, () => {});
	clearTimeout(timer);
	// The leader is gone; whatever it left in its group goes too.
	signalGroup(pid, 'SIGKILL');
}

/** True when the group still had a process to signal. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}
