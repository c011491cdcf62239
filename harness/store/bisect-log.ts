// What a bisection has seen so far, in one file of the results: an interrupted one goes on from there, and
// `bisect --replay` takes any such file for its question and its verdicts.
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import {bisectLogSchema, type BisectLog, type BisectRequest} from '../bisect/bisection.js';
import type {Context} from '../context.js';
import {shortHash} from '../lib/files.js';
import {parseJson, readInput} from '../lib/read-input.js';

/** @throws InputError for a file that is not there or no log. */
export async function loadBisectLog(file: string): Promise<BisectLog> {
	const facts = {stage: 'store', hint: 'give a bisect-*.json of a results folder', name: `--replay ${file}`};
	return parseJson((await readInput(file, facts)).text, bisectLogSchema, {...facts, what: 'log of a bisection'});
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
