// The console: QEMU appends to a file in the results, and what is new there is read whenever the
// caller asks. A serial port emits byte by byte, and over a socket each would wake the harness,
// which took a fifth of a processor from the guest. File and kept lines are bounded.
import {closeSync, ftruncateSync, openSync, readSync, writeSync} from 'node:fs';
import {MachineError} from '../errors.js';
import {makeLineSplitter} from './channel.js';

export interface ConsoleLog {
	/** The first lines and the last ones, without control characters. */
	readonly lines: readonly string[];
	/** Takes what was written since the last time. It is in the page cache: not worth a thread. */
	read(): void;
	close(): void;
}

const chunkBytes = 65_536;
const linesMax = 50_000;
const firstLines = 1000;

/** Makes the file and follows it from its beginning. @throws MachineError when it cannot be made, read or cut. */
export function openConsoleLog(file: string, onLine: (line: string) => void, bytesMax = 16 * 2 ** 20): ConsoleLog {
	const orFail = <T>(action: () => T): T => {
		try {
			return action();
		} catch (error) {
			throw new MachineError(`cannot keep the console in ${file}: ${(error as Error).message}`, {stage: 'boot', cause: error});
		}
	};
	const descriptor = orFail(() => openSync(file, 'a+'));
	const chunk = Buffer.alloc(chunkBytes);
	const note = `\n[kernel-test: the console went past ${bytesMax} bytes, the rest is not kept]\n`;
	const lines: string[] = [];
	const split = makeLineSplitter(line => {
		lines.push(line);
		if (lines.length > linesMax) lines.splice(firstLines, lines.length - linesMax + firstLines);
		onLine(line);
	});
	let position = 0;
	return {
		lines,
		read: () => orFail(() => {
			for (let bytes; (bytes = readSync(descriptor, chunk, 0, chunkBytes, position)) > 0; position += bytes) split(chunk.subarray(0, bytes));
			if (position <= bytesMax + note.length) return;
			// QEMU goes on behind the end, wherever that is now.
			ftruncateSync(descriptor, bytesMax);
			position = bytesMax + writeSync(descriptor, note);
		}),
		close: () => closeSync(descriptor),
	};
}
