// In: a target's name. Out: its validated target.json. An unknown name, a missing file and
// a wrong field each say what is there and what was expected.
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError, errnoOf} from '../errors.js';
import {exists} from '../lib/files.js';
import {parseJson, readInput} from '../lib/read-input.js';
import {targetFileSchema, type Target} from './target-schema.js';

/** Loads and validates patches/<name>/target.json. */
export async function loadTarget(name: string, ctx: Pick<Context, 'projectDir'>): Promise<Target> {
	const known = await listTargets(ctx);
	if (!known.includes(name)) {
		throw new InputError(`unknown target '${name}'`, {
			stage: 'target', hint: `targets are: ${known.join(', ')} (folders of patches/ with a target.json)`,
		});
	}
	const dir = path.join(ctx.projectDir, 'patches', name), file = path.join(dir, 'target.json');
	return {...parseTarget((await readInput(file, {stage: 'target'})).text, file), name, dir};
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
	return parseJson(text, targetFileSchema, {stage: 'target', name: file, describedIn: 'harness/target/target-schema.ts'});
}
