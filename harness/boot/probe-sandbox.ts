// The arguments that shut QEMU in, if this QEMU takes them: a guest that breaks out of its machine starts no program here and
// gains no rights. QEMU itself is asked, once for each file of it and kernel of this machine.
import {mkdir, readFile, stat} from 'node:fs/promises';
import {release} from 'node:os';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {runTool} from '../lib/exec.js';
import {shortHash} from '../lib/files.js';
import {findTool} from '../lib/tools.js';

const sandboxArgs = ['-sandbox', 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny'];
const timeoutMs = 20_000;

/** Empty when it takes none: it may be built without seccomp. @throws InterruptedError */
export async function probeSandbox(qemu: string, ctx: Context): Promise<readonly string[]> {
	const found = await findTool(qemu);
	// Its absence is told where it is started.
	if (found === undefined) return [];
	const {size, mtimeMs} = await stat(found);
	const file = path.join(ctx.cacheDir, 'accel', `${shortHash('sandbox-1', release(), `${size} ${mtimeMs}`)}.json`);
	const known = await readFile(file, 'utf8').catch(() => undefined);
	if (known === 'true\n' || known === 'false\n') return known === 'true\n' ? sandboxArgs : [];
	const {exitCode} = await runTool({stage: 'boot', file: found, args: ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'none', ...sandboxArgs, '-monitor', 'stdio'], input: 'quit\n', timeoutMs}, ctx);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFileAtomic(file, `${exitCode === 0}\n`);
	return exitCode === 0 ? sandboxArgs : [];
}
