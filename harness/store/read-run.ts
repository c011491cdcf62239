// In: a run as a person names it: its id, its folder or its result.json. Out: the result, validated.
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {resultSchema, type RunResult} from '../result/result-schema.js';

/** The folder of a run. @throws InputError when there is no such run. */
export async function findRun(name: string, target: string, ctx: Pick<Context, 'resultsDir'>): Promise<string> {
	const isPath = name.includes('/') || name.endsWith('.json');
	const place = isPath ? path.resolve(name) : path.join(ctx.resultsDir, target, name);
	const status = await stat(place).catch(() => undefined);
	if (status === undefined) {
		throw new InputError(isPath ? `there is no ${place}` : `there is no run '${name}' of ${target} in ${ctx.resultsDir}`, {stage: 'store', hint: '`kernel-test list runs` names them; a path of a result.json will do, too'});
	}
	return status.isDirectory() ? place : path.dirname(place);
}

/** @throws InputError when there is no such run, or it is not whole. */
export async function readRun(name: string, target: string, ctx: Pick<Context, 'resultsDir'>): Promise<RunResult> {
	return parseRun(path.join(await findRun(name, target, ctx), 'result.json'));
}

/** A stored result in `file`. @throws InputError when it cannot be read or is something else. */
export async function parseRun(file: string): Promise<RunResult> {
	let json: unknown;
	try {
		json = JSON.parse(await readFile(file, 'utf8'));
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${(error as Error).message}`, {stage: 'store', hint: 'a run that was interrupted has none: run it again', cause: error});
	}
	const parsed = resultSchema.safeParse(json);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new InputError(`${file} is no result of this version: ${issue!.path.join('.') || 'the whole'}: ${issue!.message}`, {stage: 'store', hint: 'run it again', cause: parsed.error});
	}
	return parsed.data;
}
