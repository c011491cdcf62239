// In: host-tools/count-plugin.c. Out: the plugin for QEMU that counts instructions, in the cache,
// named by source and compiler.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {mustRunTool} from '../lib/exec.js';
import {exists, fillFolderOnce, shortHash} from '../lib/files.js';

const compileTimeoutMs = 60_000;
const flags = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Werror', '-fPIC', '-fvisibility=hidden', '-shared', '-pthread'] as const;

/** Compiles the plugin unless the cache has it; returns its path. It is loaded on this machine: always by gcc, whatever CC says. */
export async function buildCountPlugin(ctx: Context): Promise<string> {
	const source = path.join(ctx.projectDir, 'host-tools', 'count-plugin.c');
	const version = await mustRunTool({stage: 'count', file: 'gcc', args: ['--version'], timeoutMs: compileTimeoutMs}, ctx);
	const dir = path.join(ctx.cacheDir, 'host-tools', shortHash('count-plugin-1', await readFile(source), version.stdout, ...flags));
	if (!await exists(dir)) {
		await fillFolderOnce(dir, async temporary => {
			await mustRunTool({stage: 'count', file: 'gcc', args: [...flags, '-o', path.join(temporary, 'count-plugin.so'), source], timeoutMs: compileTimeoutMs}, ctx);
		});
	}
	return path.join(dir, 'count-plugin.so');
}
