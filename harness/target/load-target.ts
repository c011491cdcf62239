// In: a target's name. Out: its validated target.json. An unknown name, a missing file and
// a wrong field each say what is there and what was expected.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError, errnoOf} from '../errors.js';
import {exists} from '../lib/files.js';
import {describeIssues} from '../lib/zod-issues.js';
import {targetFileSchema, type Target} from './target-schema.js';

/** Loads and validates patches/<name>/target.json. */
export async function loadTarget(name: string, ctx: Pick<Context, 'projectDir'>): Promise<Target> {
	const known = await listTargets(ctx);
	if (!known.includes(name)) {
		throw new InputError(`unknown target '${name}'`, {
			stage: 'target', hint: `targets are: ${known.join(', ')} (folders of patches/ with a target.json)`,
		});
	}
	const dir = path.join(ctx.projectDir, 'patches', name);
	return {...parseTarget(await readFile(path.join(dir, 'target.json'), 'utf8'), path.join(dir, 'target.json')), name, dir};
}

/** Names of all targets: folders of patches/ that have a target.json. */
export async function listTargets(ctx: Pick<Context, 'projectDir'>): Promise<readonly string[]> {
	const patchesDir = path.join(ctx.projectDir, 'patches');
	const names = await readdir(patchesDir).catch((error: unknown) => {
		if (errnoOf(error) === 'ENOENT') return [];
		throw error;
	});
	const present = await Promise.all(names.map(async name => exists(path.join(patchesDir, name, 'target.json'))));
	return names.filter((_, index) => present[index]).sort();
}

/** Parses the text of a target.json; `file` is for messages. */
export function parseTarget(text: string, file: string): Omit<Target, 'name' | 'dir'> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		throw new InputError(`${file} is not JSON: ${(error as Error).message}`, {stage: 'target'});
	}
	const parsed = targetFileSchema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new InputError(`${file}: ${describeIssues(parsed.error)}`, {
		stage: 'target', hint: 'harness/target/target-schema.ts describes every field',
	});
}
