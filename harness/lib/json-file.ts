// What was found out, kept in a file of JSON and taken up again: each file is whole or as good as not there.
import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Its folder is made where there is none. */
export async function writeJson(file: string, data: object): Promise<void> {
	await mkdir(path.dirname(file), {recursive: true});
	await writeFileAtomic(file, `${JSON.stringify(data, undefined, '\t')}\n`);
}

/** Undefined for a file that is not there, or not what it should be: its work is done again. */
export async function readWhole<T>(file: string, schema: {safeParse(json: unknown): {readonly data?: T}}): Promise<T | undefined> {
	try {
		return schema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
	} catch {
		return undefined;
	}
}
