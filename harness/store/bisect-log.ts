// What a bisection has seen so far, in one file of the results: an interrupted one goes on from there, and
// `bisect --replay` takes any such file for its question and its verdicts.
import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import {bisectLogSchema, type BisectLog, type BisectRequest} from '../bisect/bisection.js';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {shortHash} from '../lib/files.js';
import {describeIssues} from '../lib/zod-issues.js';

/** @throws InputError for a file that is not there or no log. */
export async function loadBisectLog(file: string): Promise<BisectLog> {
	const hint = 'give a bisect-*.json of a results folder';
	let json: unknown;
	try {
		json = JSON.parse(await readFile(file, 'utf8'));
	} catch (error) {
		throw new InputError(`--replay ${file}: ${(error as Error).message}`, {stage: 'store', hint, cause: error});
	}
	const parsed = bisectLogSchema.safeParse(json);
	if (!parsed.success) throw new InputError(`--replay ${file} is no log of a bisection: ${describeIssues(parsed.error).slice(0, 300)}`, {stage: 'store', hint});
	return parsed.data;
}

/** Of an earlier bisection with the same question that was interrupted; one that came to its end says nothing of now. */
export async function findUnfinished(request: BisectRequest, guestTools: string, ctx: Context): Promise<BisectLog | undefined> {
	try {
		const log = await loadBisectLog(fileOf(request, ctx));
		return !log.done && log.guestTools === guestTools && JSON.stringify(log.request) === JSON.stringify(request) ? log : undefined;
	} catch {
		return undefined;
	}
}

/** Returns the file. */
export async function writeBisectLog(log: BisectLog, ctx: Context): Promise<string> {
	const file = fileOf(log.request, ctx);
	await mkdir(path.dirname(file), {recursive: true});
	await writeFileAtomic(file, `${JSON.stringify(log, undefined, '\t')}\n`);
	return file;
}

function fileOf(request: BisectRequest, ctx: Context): string {
	return path.join(ctx.resultsDir, request.target, `bisect-${shortHash(JSON.stringify(request))}.json`);
}
