// The stored runs of a target, newest first, from their result.json.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import type {RunResult} from '../result/result-schema.js';
import {parseResult} from './load-run.js';

/** Runs whose result can be read; a folder without a whole result is no run. */
export async function listRuns(target: string, ctx: Context): Promise<readonly RunResult[]> {
	const dir = path.join(ctx.resultsDir, target);
	const names = (await readdir(dir).catch(() => [] as string[])).sort().reverse();
	const runs = await Promise.all(names.map(async name => {
		const file = path.join(dir, name, 'result.json');
		try {
			return parseResult(await readFile(file, 'utf8'), file);
		} catch {
			return undefined;
		}
	}));
	return runs.filter(run => run !== undefined);
}
