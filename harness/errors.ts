// The errors of the harness itself. A kernel that fails is a result, never one of these:
// an exception means wrong usage, a bad input file, a broken machine, or an interruption.
// Each class carries the exit code that cli.ts ends with (see DESIGN: git's own codes).
import {cleanText} from './lib/clean-text.js';

interface HarnessErrorFacts {
	readonly stage: string;
	/** What to do next, in one sentence. */
	readonly hint?: string;
	/** A log with the details. */
	readonly logPath?: string;
	readonly cause?: unknown;
}

/** Base class: `code` is stable and meant for programs, `message` and `hint` for people. */
export class HarnessError extends Error {
	readonly code: string = 'ERR_MACHINE';
	readonly exitCode: number = 128;
	readonly stage: string;
	readonly hint: string | undefined;
	readonly logPath: string | undefined;

	constructor(message: string, facts: HarnessErrorFacts) {
		super(message, {cause: facts.cause});
		this.name = new.target.name;
		this.stage = facts.stage;
		this.hint = facts.hint;
		this.logPath = facts.logPath;
	}
}

/** The machine lacks something, or a tool that should work did not. Exit 128. */
export class MachineError extends HarnessError {}

/** Wrong usage or a bad input file. Exit 129. */
export class InputError extends HarnessError {
	override readonly code = 'ERR_INPUT';
	override readonly exitCode = 129;
}

/** Ctrl-C or a termination signal. Exit 130. */
export class InterruptedError extends HarnessError {
	override readonly code = 'ERR_INTERRUPTED';
	override readonly exitCode = 130;
	constructor(stage: string) {
		super('interrupted', {stage});
	}
}

const lineMax = 2000;

/** The error as a person reads it: what, what next, where the details are. It may hold words of files: none that a terminal obeys. */
export function describeError(error: unknown): string {
	return cleanText(describe(error)).split('\n').map(line => line.length <= lineMax ? line : `${line.slice(0, lineMax)} ...`).join('\n');
}

function describe(error: unknown): string {
	if (!(error instanceof HarnessError)) {
		// The operating system's own words name the call and the file: no space, no permission, read-only.
		if (error instanceof Error && errnoOf(error)?.startsWith('E') === true && 'syscall' in error) return `machine: ${error.message}`;
		return `internal error: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
	}
	const lines = [`${error.stage}: ${error.message}`];
	if (error.hint !== undefined) lines.push(`  ${error.hint}`);
	if (error.logPath !== undefined) lines.push(`  details: ${error.logPath}`);
	return lines.join('\n');
}

/** An unknown thrown value as an errno name such as ENOSPC, or undefined. */
export function errnoOf(error: unknown): string | undefined {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return typeof code === 'string' ? code : undefined;
}
