// The shell's programs: Debian's static busybox of this machine, and the names that it goes by.
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {mustRunTool} from '../lib/exec.js';
import {findTool, installHint} from '../lib/tools.js';

export interface Busybox {
	readonly hostPath: string;
	/** `sh`, `ls` ... */
	readonly applets: readonly string[];
}

const timeoutMs = 30_000;

/** @throws MachineError when there is none, or one that wants libraries: the guest has none. */
export async function findBusybox(ctx: Context): Promise<Busybox> {
	const hostPath = await findTool('busybox', ctx.env['PATH']);
	if (hostPath === undefined) throw new MachineError('busybox is not installed: a shell in the guest needs it', {stage: 'image', hint: installHint('busybox')});
	const {stdout: headers} = await mustRunTool({stage: 'image', file: 'readelf', args: ['--program-headers', hostPath], timeoutMs}, ctx);
	if (/\bINTERP\b/.test(headers)) throw new MachineError(`${hostPath} is not static, and the guest has no libraries`, {stage: 'image', hint: installHint('busybox')});
	const {stdout} = await mustRunTool({stage: 'image', file: hostPath, args: ['--list'], timeoutMs}, ctx);
	return {hostPath, applets: stdout.split('\n').filter(name => /^[\w.[-]+$/.test(name) && name !== 'busybox' && name !== 'init' && name !== 'linuxrc')};
}
