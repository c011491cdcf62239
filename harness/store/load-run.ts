// In: what a user calls a run. Out: its result and its folder. A run that is not there, is not whole or is of another
// schema is refused with what was expected.
import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {exists} from '../lib/files.js';
import {parseAnyJson, readInput} from '../lib/read-input.js';
import {validate} from '../lib/zod-issues.js';
import {resultSchema, type RunResult} from '../result/result-schema.js';

export interface StoredRun {
	readonly result: RunResult;
	readonly dir: string;
}

const expected = 'a run is named by its id (`kernel-test list runs`), by its folder, or by its result.json';
const issuesShown = 300;

/** `name` is a run id of the target, the path of a folder or of its result.json; without it the newest run. @throws InputError */
export async function loadRun({name, target}: {readonly name: string | undefined; readonly target: string}, ctx: Pick<Context, 'resultsDir'>): Promise<StoredRun> {
	const file = name === undefined ? await findNewest(target, ctx) : await findNamed(name, target, ctx);
	return {result: await readResult(file), dir: path.dirname(file)};
}

async function findNewest(target: string, {resultsDir}: Pick<Context, 'resultsDir'>): Promise<string> {
	const dir = path.join(resultsDir, target);
	for (const runId of (await readdir(dir).catch(() => [] as string[])).sort().reverse()) {
		const file = path.join(dir, runId, 'result.json');
		if (await exists(file)) return file;
	}
	throw new InputError(`there is no run of ${target} in ${dir}`, {stage: 'store', hint: 'make one with `kernel-test run`, or name another target with --target or folder with --results'});
}

async function findNamed(name: string, target: string, {resultsDir}: Pick<Context, 'resultsDir'>): Promise<string> {
	const candidates = [...(path.basename(name) === name ? [path.join(resultsDir, target, name)] : []), path.resolve(name)];
	for (const candidate of candidates) {
		const found = await stat(candidate).catch(() => undefined);
		if (found?.isFile() === true) return candidate;
		if (found?.isDirectory() !== true) continue;
		const file = path.join(candidate, 'result.json');
		if (await exists(file)) return file;
		throw new InputError(`${candidate} holds no result.json: the run did not end, or this is no run's folder`, {stage: 'store', hint: expected});
	}
	throw new InputError(`there is no run '${name}': neither ${candidates.join(' nor ')} exists`, {stage: 'store', hint: expected});
}

/** @throws InputError */
export async function readResult(file: string): Promise<RunResult> {
	return parseResult((await readInput(file, {stage: 'store', hint: expected})).text, file);
}

/** Validates the text of a result.json; `file` is for messages. @throws InputError */
export function parseResult(text: string, file: string): RunResult {
	const json = parseAnyJson(text, {stage: 'store', hint: expected, name: file});
	const parsed = validate<RunResult>(resultSchema, json);
	if (parsed.wrong === undefined) return parsed.data;
	const version = typeof json === 'object' && json !== null && 'schemaVersion' in json ? json.schemaVersion : undefined;
	const known = resultSchema.shape.schemaVersion.value;
	if (version !== known) throw new InputError(`${file} is of schema version ${describeVersion(version)}, and this kernel-test reads ${known}`, {stage: 'store', hint: 'run it again, or use the kernel-test that wrote it'});
	throw new InputError(`${file} is no whole result: ${parsed.wrong.slice(0, issuesShown)}`, {stage: 'store', hint: 'results/schema.json describes every field'});
}

/** It may be anything, of any size and depth. */
function describeVersion(version: unknown): string {
	return version === undefined ? 'none' : typeof version === 'number' ? String(version) : `no number (${version === null ? 'null' : typeof version})`;
}
