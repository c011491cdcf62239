// In: the path of a file that a user gives, or that may have been spoiled since it was written. Out: its text, and what a
// schema makes of it as JSON. What is no such file is refused by its name, and by the field that is wrong.
import {isUtf8} from 'node:buffer';
import {readFile, stat} from 'node:fs/promises';
import {InputError, errnoOf} from '../errors.js';
import {validate, type Schema} from './zod-issues.js';

interface Reading {
	readonly stage: string;
	readonly hint?: string;
	/** In messages, instead of the path alone. */
	readonly name?: string;
	readonly bytesMax?: number;
}

export interface InputText {
	readonly text: string;
	/** False: U+FFFD stands in the text for what is not UTF-8. */
	readonly isUtf8: boolean;
}

const bytesMaxDefault = 64 * 2 ** 20;

/** Only of a regular file: a pipe or a device may have no end. @throws InputError */
export async function readInput(file: string, {name = file, bytesMax = bytesMaxDefault, ...facts}: Reading): Promise<InputText> {
	try {
		const found = await stat(file);
		if (!found.isFile()) throw new InputError(`${name} is ${found.isDirectory() ? 'a folder' : 'no regular file'}, not a file to read`, facts);
		if (found.size > bytesMax) throw new InputError(`${name} is larger than ${bytesMax} bytes`, facts);
		const bytes = await readFile(file);
		return {text: bytes.toString('utf8').replace(/^\ufeff/, ''), isUtf8: isUtf8(bytes)};
	} catch (error) {
		if (errnoOf(error) === undefined || error instanceof InputError) throw error;
		throw new InputError(`${name}: ${(error as Error).message}`, {...facts, cause: error});
	}
}

/** `what` it should be, for messages: without it the file's name and the fields are all they say. @throws InputError */
export function parseJson<T>(text: string, schema: Schema<T>, {name, what, describedIn, ...facts}: Reading & {readonly name: string; readonly what?: string; readonly describedIn?: string}): T {
	const parsed = validate(schema, parseAnyJson(text, {name, ...facts}));
	if (parsed.wrong === undefined) return parsed.data;
	throw new InputError(`${name}${what === undefined ? '' : ` is no ${what}`}: ${parsed.wrong}`, {...facts, ...(describedIn === undefined ? {} : {hint: `${describedIn} describes every field`})});
}

/** @throws InputError */
export function parseAnyJson(text: string, {name, ...facts}: Reading & {readonly name: string}): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new InputError(`${name} is not JSON: ${(error as Error).message}`, {...facts, cause: error});
	}
}
