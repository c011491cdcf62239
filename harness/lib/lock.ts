// Cache entries are locked with flock(1): the kernel drops the lock when its holder ends,
// however it ends, so there is no stale lock to guess about.
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import type {Context} from '../context.js';
import {InterruptedError, MachineError} from '../errors.js';
import type {Stage} from '../progress/events.js';
import {startTool} from './exec.js';

const noticeAfterMs = 1000;

/** Exit code of flock(1) for a lock that another holds. */
const heldExitCode = 75;
/** A holder that was killed gives the lock back when its child has seen the end of its input. */
const refuseAfterS = 1;

/**
 * Runs `action` while holding the exclusive lock `lockPath` (created when missing).
 * Waits for another holder, saying so after a second; interruption ends the wait.
 * With `refuse` it does not wait, and throws what that makes.
 */
export async function withLock<T>(lockPath: string, stage: Stage, ctx: Context, action: () => Promise<T>, refuse?: () => Promise<Error>): Promise<T> {
	await mkdir(path.dirname(lockPath), {recursive: true}).catch((error: unknown) => {
		throw new MachineError(`cannot make ${path.dirname(lockPath)}: ${(error as Error).message}`, {stage, hint: 'set KERNEL_TEST_CACHE to a folder that can be written to', cause: error});
	});
	const holder = await startTool({
		stage, file: 'flock', args: ['--exclusive', ...(refuse === undefined ? [] : ['--timeout', String(refuseAfterS), '--conflict-exit-code', String(heldExitCode)]), lockPath, 'sh', '-c', 'echo locked && exec cat'],
	}, ctx);
	const notice = setTimeout(() => {
		ctx.emit({type: 'notice', stage, text: `waiting for another run that holds ${lockPath}`});
	}, noticeAfterMs);
	try {
		const line = await new Promise<string | undefined>(resolve => {
			const lines = createInterface({input: holder.stdout});
			lines.once('line', resolve);
			lines.once('close', () => resolve(undefined));
		});
		clearTimeout(notice);
		if (line !== 'locked') {
			const {stderr, exitCode} = await holder.exited;
			if (refuse !== undefined && exitCode === heldExitCode) throw await refuse();
			if (ctx.signal.aborted) throw new InterruptedError(stage);
			throw new MachineError(`cannot lock ${lockPath}: ${stderr.trim()}`, {stage});
		}
		return await action();
	} finally {
		clearTimeout(notice);
		await holder.end();
	}
}
