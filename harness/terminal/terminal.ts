// A guest's program at the terminal that we were started from, or at a pipe: what is typed goes to the guest as it is, and
// the terminal is given back as it was, however it ends.
import type {ReadStream, WriteStream} from 'node:tty';
import type {GuestInput} from '../boot/guest-input.js';
import {makeEscapeFilter} from './escape-filter.js';

interface TerminalOptions {
	readonly stdin: ReadStream;
	readonly stdout: WriteStream;
	/** Ctrl-A x. */
	readonly onEscape: () => void;
}

export interface Terminal {
	/** What the guest's own is made like; absent for a pipe. */
	readonly tty: {readonly rows: number; readonly columns: number} | undefined;
	attach(input: GuestInput): void;
	/** May be called again. */
	restore(): void;
}

/** Both ends have to be one: with one alone the program is at a pipe. */
export function openTerminal({stdin, stdout, onEscape}: TerminalOptions): Terminal {
	// Node says undefined where it is not.
	const isTerminal = (stdin.isTTY as boolean | undefined) === true && (stdout.isTTY as boolean | undefined) === true;
	const size = (): {rows: number; columns: number} => ({rows: stdout.rows || 24, columns: stdout.columns || 80});
	let detach = (): void => {};
	return {
		tty: isTerminal ? size() : undefined,
		attach(input) {
			const filter = isTerminal ? makeEscapeFilter(onEscape) : (chunk: Buffer) => chunk;
			let attached = true;
			const onData = (chunk: Buffer): void => {
				const bytes = filter(chunk);
				if (bytes.length === 0) return;
				stdin.pause();
				// After the end nothing may wait for the terminal again: it would hold up the process.
				input.send(bytes, () => { if (attached) stdin.resume(); });
			};
			const onEnd = (): void => input.end();
			const onResize = (): void => input.resize(size());
			stdin.on('data', onData).on('end', onEnd);
			if (isTerminal) {
				stdin.setRawMode(true);
				stdout.on('resize', onResize);
				input.resize(size());
			}
			stdin.resume();
			detach = () => {
				attached = false;
				stdin.off('data', onData).off('end', onEnd);
				stdout.off('resize', onResize);
				stdin.pause();
				if (isTerminal) stdin.setRawMode(false);
				detach = () => {};
			};
		},
		restore: () => detach(),
	};
}
