// Binds what `exec`, `shell` and --shell-on-fail do around a run: a program in the guest whose streams and exit code are ours.
import path from 'node:path';
import type {ReadStream, WriteStream} from 'node:tty';
import {exitCodeOf} from './commands.js';
import type {Context} from './context.js';
import {findBusybox} from './image/find-busybox.js';
import {quoteForShell} from './lib/shell-words.js';
import {timeoutMsMax, type PlannedExec} from './plan/plan.js';
import {describeResult} from './result/describe-result.js';
import type {RunResult} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {openTerminal} from './terminal/terminal.js';

/** The command's own. */
export interface Streams {
	readonly stdin: ReadStream;
	readonly stdout: WriteStream;
	readonly stderr: WriteStream;
}

export interface GuestContext extends Context {
	readonly streams: Streams;
	readonly json: boolean;
	readonly verbose: boolean;
	stopProgress(): void;
}

type Request = Omit<RunRequest, 'plan' | 'onExecOutput' | 'onInput'>;

/** Returns the program's exit code, 128 and the number for a signal; or that of a run that did not come to its end. */
export async function execInGuest(request: Request, exec: PlannedExec, ctx: GuestContext, onInput?: RunRequest['onInput']): Promise<number> {
	const {streams: {stdout, stderr}, json} = ctx;
	const {result, runDir} = await run({
		...request, plan: {exec},
		// --timeout limits the program; booting has a limit of its own.
		totalTimeoutMs: undefined,
		onExecOutput(stream, chunk) {
			ctx.stopProgress();
			(stream === 'stdout' && !json ? stdout : stderr).write(chunk);
		},
		...(onInput === undefined ? {} : {onInput}),
	}, ctx);
	ctx.stopProgress();
	if (json) stdout.write(`${JSON.stringify(result, undefined, '\t')}\n`);
	if (result.boot?.outcome === 'ok' && result.exec !== undefined && !result.exec.timedOut) return result.exec.signal === 0 ? result.exec.status : 128 + result.exec.signal;
	stderr.write(`${describeResult(result, {verbose: ctx.verbose, runDir: path.relative('', runDir)})}\n`);
	return exitCodeOf[result.outcome];
}

interface ShellInput {
	readonly request: Request;
	readonly files: PlannedExec['files'];
	/** Names or globs of checks whose programs are there; all without any. */
	readonly checks: readonly string[];
	readonly onEscape: () => void;
}

/** What `shell` runs in the guest, at a terminal or at a pipe. */
export async function planShell({files, checks, timeoutMs, tty}: Pick<ShellInput, 'files' | 'checks'> & {readonly timeoutMs: number | undefined; readonly tty: {readonly rows: number; readonly columns: number} | undefined}, ctx: Context): Promise<PlannedExec> {
	const {hostPath, applets} = await findBusybox(ctx);
	const term = ctx.env['TERM'] ?? '';
	return {
		argv: ['sh'], files: [{hostPath, guestPath: '/bin/busybox'}, ...files], timeoutMs: timeoutMs ?? timeoutMsMax,
		shell: {checks, applets, stdin: tty === undefined ? 'pipe' : {...tty, term: /^[A-Za-z0-9][\w.-]{0,60}$/.test(term) ? term : 'dumb'}},
	};
}

/** Returns the shell's exit code. The terminal is what it was when this settles, and when the run is interrupted. */
export async function shellInGuest({request, files, checks, onEscape}: ShellInput, ctx: GuestContext): Promise<number> {
	const terminal = openTerminal({...ctx.streams, onEscape});
	const exec = await planShell({files, checks, timeoutMs: request.totalTimeoutMs, tty: terminal.tty}, ctx);
	ctx.signal.addEventListener('abort', () => terminal.restore(), {once: true});
	try {
		return await execInGuest(request, exec, ctx, input => {
			ctx.stopProgress();
			if (terminal.tty !== undefined) ctx.streams.stderr.write('The checks are in /kernel-test/checks, iops in /kernel-test/bench. exit or Ctrl-D ends the guest, Ctrl-A x at any time.\r\n');
			terminal.attach(input);
		});
	} finally {
		terminal.restore();
	}
}

/** --shell-on-fail: a shell in a fresh guest of the same kernel, with the programs of the checks that failed. */
export async function shellAfterFailure(result: RunResult, {request, onEscape}: Pick<ShellInput, 'request' | 'onEscape'>, ctx: GuestContext): Promise<number> {
	const {stdin, stdout, stderr} = ctx.streams;
	const failed = result.checks.filter(({outcome}) => outcome === 'fail' || outcome === 'timeout' || outcome === 'panic').map(({name}) => name);
	const obstacle = result.outcome !== 'fail' ? undefined
		: !stdin.isTTY || !stdout.isTTY ? 'there is no terminal'
			: result.boot?.planMs === undefined ? 'this kernel does not come as far as a shell'
				: failed.length === 0 ? 'no check failed' : '';
	if (obstacle === undefined) return 0;
	if (obstacle !== '') {
		stderr.write(`--shell-on-fail: no shell, for ${obstacle}\n`);
		return 0;
	}
	const random = result.seed === undefined ? '' : ` --seed=${result.seed} --ops=${result.fuzzOps}`;
	stderr.write(`--shell-on-fail: ${result.boot!.outcome === 'ok' ? '' : `the guest that ended (${result.boot!.outcome}) is gone; `}a fresh guest of the same kernel, in which to run\n${
		failed.map(name => `  /kernel-test/checks/${quoteForShell(name)}${name.startsWith('fuzz/') ? random : ''}\n`).join('')}`);
	return shellInGuest({request, files: [], checks: failed, onEscape}, ctx);
}
