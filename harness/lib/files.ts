// Small file helpers that more than one stage needs: whole-or-nothing folders, hashes of
// trees of files, existence and free space.
import {createHash, randomBytes} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {access, mkdir, readFile, readdir, rename, rm, statfs, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {MachineError, errnoOf} from '../errors.js';
import type {Stage} from '../progress/events.js';

/** SHA-256 over the parts, as lower-case hex. Parts are length-prefixed: no two lists collide. */
export function hashParts(...parts: ReadonlyArray<string | Buffer>): string {
	const hash = createHash('sha256');
	for (const part of parts) {
		const bytes = Buffer.from(part as string);
		hash.update(`${bytes.length}:`);
		hash.update(bytes);
	}
	return hash.digest('hex');
}

/** The first 16 hex digits: 64 bits, enough for a folder name in one cache. */
export function shortHash(...parts: ReadonlyArray<string | Buffer>): string {
	return hashParts(...parts).slice(0, 16);
}

/** SHA-256 of a file of any size. */
export async function hashFile(file: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/** A new name for a folder of results; names sort by time. */
export function nameByTime(): string {
	return `${new Date().toISOString().replace(/[:.]/g, '-').slice(0, 19)}Z-${randomBytes(2).toString('hex')}`;
}

export async function exists(file: string): Promise<boolean> {
	return access(file).then(() => true, () => false);
}

/** All files below `dir`, relative, sorted; dot files and folders are left out. */
export async function listFiles(dir: string): Promise<readonly string[]> {
	const entries = await readdir(dir, {recursive: true, withFileTypes: true});
	return entries
		.filter(entry => entry.isFile())
		.map(entry => path.relative(dir, path.join(entry.parentPath, entry.name)))
		.filter(file => !file.split('/').some(part => part.startsWith('.')))
		.sort();
}

/** A hash over names and contents of all files below `dir`. */
export async function hashTree(dir: string): Promise<string> {
	const parts: Array<string | Buffer> = [];
	for (const file of await listFiles(dir)) parts.push(file, await readFile(path.join(dir, file)));
	return hashParts(...parts);
}

/**
 * Makes a folder whole or not at all: `fill` writes into a temporary sibling that is renamed
 * into place when it returns. An existing folder is left as it is. Interrupted work stays under
 * a name that starts with `tmp-` and is never read again.
 */
export async function fillFolderOnce(dir: string, fill: (temporary: string) => Promise<void>): Promise<void> {
	if (await exists(dir)) return;
	const temporary = path.join(path.dirname(dir), `tmp-${path.basename(dir)}-${randomBytes(4).toString('hex')}`);
	await mkdir(temporary, {recursive: true});
	try {
		await fill(temporary);
		await writeFile(path.join(temporary, sumsName), await sumFolder(temporary));
		await rename(temporary, dir);
	} catch (error) {
		await rm(temporary, {recursive: true, force: true});
		// Another run was first with the same content; theirs is as good as ours.
		if ((errnoOf(error) === 'ENOTEMPTY' || errnoOf(error) === 'EEXIST') && await exists(dir)) return;
		throw error;
	}
}

/** A dot file: no part of what the folder is for. */
const sumsName = '.sha256';

/** Whether a folder that was made whole is what it was then, and not what a disk or somebody made of it. */
export async function judgeFolder(dir: string): Promise<'absent' | 'damaged' | 'whole'> {
	if (!await exists(dir)) return 'absent';
	const sums = await readFile(path.join(dir, sumsName), 'utf8').catch(() => undefined);
	// From a version that made none.
	if (sums === undefined) return 'whole';
	return sums === await sumFolder(dir) ? 'whole' : 'damaged';
}

/** As sha256sum writes them. */
async function sumFolder(dir: string): Promise<string> {
	const files = await listFiles(dir);
	return (await Promise.all(files.map(async file => `${await hashFile(path.join(dir, file))}  ${file}\n`))).join('');
}

/** @throws MachineError naming the folder and both sizes when fewer than `bytesNeeded` are free. */
export async function needFreeSpace(dir: string, bytesNeeded: number, stage: Stage): Promise<void> {
	await mkdir(dir, {recursive: true});
	const {bavail, bsize} = await statfs(dir);
	const free = bavail * bsize;
	if (free >= bytesNeeded) return;
	const mib = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)} MiB`;
	throw new MachineError(`not enough space in ${dir}: ${mib(bytesNeeded)} needed, ${mib(free)} free`, {
		stage, hint: 'free some space, run `kernel-test clean`, or set KERNEL_TEST_CACHE to a larger file system',
	});
}
