// Temporary folders: in $TMPDIR, else /tmp. One that cannot be made is the machine's fault, and the message says where.
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {MachineError} from '../errors.js';
import type {Stage} from '../progress/events.js';

/** Whoever asks for it removes it. @throws MachineError */
export async function makeTemporaryFolder(prefix: string, stage: Stage): Promise<string> {
	return mkdtemp(path.join(tmpdir(), prefix)).catch((error: unknown) => {
		throw new MachineError(`cannot make a temporary folder: ${(error as Error).message}`, {stage, hint: 'free some space, or set TMPDIR to a folder that can be written to', cause: error});
	});
}
