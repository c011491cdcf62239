// Decides how a boot is going, from what was seen so far and the time: pure, so that every ending
// can be tested without a machine. The caller acts on it: go on, wait a moment longer, or end QEMU.
import {classifyLine, stripTimestamp} from '../guest-log/kernel-messages.js';
import type {GuestReport} from '../guest-log/read-guest-log.js';
import type {BootOutcome} from './boot.js';

export interface WatchLimits {
	/** Start of QEMU to the guest's plan. */
	readonly bootTimeoutMs: number;
	/** What the guest's init allows an entry; the host waits `graceMs` longer. */
	readonly entryTimeoutMs: (name: string) => number;
	readonly graceMs: number;
	/** What a kernel that has come to its end is given. */
	readonly fatalGraceMs: number;
	/** The whole boot. */
	readonly totalTimeoutMs: number;
}

/** Everything that was seen; times in milliseconds since QEMU's start. */
export interface Sighting {
	readonly report: Pick<GuestReport, 'plan' | 'running' | 'done'>;
	/** When the guest last moved on: plan, start or end of an entry, done. */
	readonly progressAtMs: number;
	readonly fatal: FatalLine | undefined;
	/** Reason of QEMU's SHUTDOWN event. */
	readonly shutdown: string | undefined;
	readonly exit: {readonly code: number | undefined; readonly stderr: string} | undefined;
}

export interface FatalLine {
	readonly outcome: 'panic' | 'oops';
	readonly line: string;
	readonly atMs: number;
}

export interface Verdict {
	readonly outcome: BootOutcome;
	readonly reason: string;
}

/** The first line that tells of the kernel's end; an oops that panics stays an oops. */
export function noteFatalLine(before: FatalLine | undefined, rawLine: string, atMs: number): FatalLine | undefined {
	if (before !== undefined) return before;
	const line = stripTimestamp(rawLine);
	const kind = classifyLine(line);
	if (kind === 'panic') return {outcome: 'panic', line, atMs};
	if (kind === 'oops' || /kernel BUG at/.test(line)) return {outcome: 'oops', line, atMs};
	return undefined;
}

/** The verdict, or undefined while the guest may go on. */
export function judgeBoot(seen: Sighting, limits: WatchLimits, nowMs: number): Verdict | undefined {
	const {report, fatal, exit} = seen;
	const during = report.running === undefined ? '' : ` during ${report.running}`;
	if (fatal !== undefined && (exit !== undefined || nowMs > fatal.atMs + limits.fatalGraceMs)) {
		return {outcome: fatal.outcome, reason: `${fatal.line}${during}`};
	}
	if (exit !== undefined) return judgeExit(seen, exit, during);
	if (fatal !== undefined) return undefined;
	if (nowMs > limits.totalTimeoutMs) {
		return {outcome: 'timeout', reason: `not finished after ${limits.totalTimeoutMs / 1000} s${during}`};
	}
	if (report.plan === undefined) {
		return nowMs > limits.bootTimeoutMs
			? {outcome: 'hang', reason: `no plan from the guest after ${limits.bootTimeoutMs / 1000} s`}
			: undefined;
	}
	const allowedMs = limits.graceMs + (report.running === undefined ? 0 : limits.entryTimeoutMs(report.running));
	if (nowMs > seen.progressAtMs + allowedMs) {
		return {outcome: 'hang', reason: `the guest did not move for ${allowedMs / 1000} s${during}`};
	}
	return undefined;
}

function judgeExit({report, shutdown}: Sighting, exit: NonNullable<Sighting['exit']>, during: string): Verdict {
	if (exit.code !== 0 || (shutdown === undefined && report.plan === undefined)) {
		const words = exit.stderr.trim().split('\n').slice(-3).join('\n');
		return {outcome: 'qemu-failed', reason: `QEMU ended with exit code ${exit.code ?? 'none (killed)'}${during}${words === '' ? '' : `: ${words}`}`};
	}
	if (report.plan === undefined) return {outcome: 'no-plan', reason: `the guest went away (${shutdown ?? 'no reason given'}) without a plan`};
	if (!report.done) return {outcome: 'power-off', reason: `the guest went away (${shutdown ?? 'no reason given'}) in mid-plan${during}`};
	return {outcome: 'ok', reason: ''};
}
