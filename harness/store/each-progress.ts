// What `each` has done so far, in one file of the results, so that an interrupted pass goes on where it was. A row is
// taken up again only for the same prefix, asked for in the same way.
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import {z} from 'zod';
import type {Context} from '../context.js';
import {rowSchema, type EachRow} from '../each/make-row.js';
import {makeEachJunit} from '../each/junit-each.js';
import {shortHash} from '../lib/files.js';
import {readWhole, writeJson} from '../lib/json-file.js';

/** Everything besides the series that a row depends on. */
export type EachQuestion = Readonly<Record<string, unknown>>;

const storedPass = z.object({question: z.string(), rows: z.array(rowSchema)});

/** Rows of an earlier pass with the same question; none when there was none, or its file cannot be read. */
export async function readRows(target: string, question: EachQuestion, ctx: Context): Promise<readonly EachRow[]> {
	const stored = await readWhole(fileOf(target, question, ctx), storedPass);
	return stored?.question === JSON.stringify(question) ? stored.rows : [];
}

/** Returns the folder's two files: the rows, and JUnit for CI pages. */
export async function writeRows(target: string, question: EachQuestion, rows: readonly EachRow[], ctx: Context): Promise<readonly string[]> {
	const file = fileOf(target, question, ctx);
	const junitFile = `${file.slice(0, -'.json'.length)}.junit.xml`;
	await mkdir(path.dirname(file), {recursive: true});
	await writeFileAtomic(junitFile, makeEachJunit(target, rows));
	await writeJson(file, {question: JSON.stringify(question), rows});
	return [file, junitFile];
}

function fileOf(target: string, question: EachQuestion, ctx: Context): string {
	return path.join(ctx.resultsDir, target, `each-${shortHash(JSON.stringify(question))}.json`);
}
