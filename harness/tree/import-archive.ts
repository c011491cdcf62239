// A kernel archive becomes a git commit without being unpacked first: its entries are streamed
// into `git fast-import`. An entry that leads out of the tree, or that no kernel tree has, ends it.
import {createReadStream} from 'node:fs';
import {mkdir, rm} from 'node:fs/promises';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import path from 'node:path';
import {createGunzip} from 'node:zlib';
import {Parser, type ReadEntry} from 'tar';
import type {Context} from '../context.js';
import {HarnessError, InputError, InterruptedError, MachineError, errnoOf} from '../errors.js';
import {startTool} from '../lib/exec.js';
import {exists, hashFile, shortHash} from '../lib/files.js';
import {gitEnv, mustGit, type Repository} from '../lib/git.js';
import {importOnce} from './import-once.js';
import type {Tree} from './tree.js';

interface Archive {
	readonly file: string;
	/** Two archives with the same identity are the same tree. */
	readonly identity: string;
	readonly description: string;
	/** Checked before anything is imported, when given. */
	readonly sha256?: string;
	/** Brings the file, when it is not here already. */
	readonly provide?: () => Promise<unknown>;
}

const partialRef = 'refs/kernel-test/base-partial';
/** Linux 6.1 is 1.3 GiB. */
const unpackedBytesMax = 4 * 2 ** 30;
const damagedHint = 'the file is damaged or another one: get it again';

/** Imports the archive unless the cache has it; the returned tree is whole. */
export async function importArchive(archive: Archive, ctx: Context): Promise<Tree> {
	if (!/\.(?:tar|tar\.gz|tgz|tar\.xz|txz)$/.test(archive.file)) {
		throw new InputError(`${archive.file} is no .tar, .tar.gz or .tar.xz`, {stage: 'tree', hint: 'unpack another one to a .tar first'});
	}
	return importOnce({key: archiveKey(archive.identity), describe: () => archive.description, fill: async repo => {
		await archive.provide?.();
		ctx.emit({type: 'start', stage: 'tree', text: `importing ${archive.description}`});
		if (!await exists(archive.file)) throw new MachineError(`${archive.file} is missing`, {stage: 'tree'});
		await rm(path.dirname(repo.gitDir), {recursive: true, force: true});
		if (archive.sha256 !== undefined) await checkSha256(archive.file, archive.sha256);
		await mkdir(repo.workTree, {recursive: true});
		await mustGit(repo, 'tree', ['init', '--quiet'], ctx);
		await streamIntoGit(archive, repo, ctx);
		return mustGit(repo, 'tree', ['rev-parse', partialRef], ctx);
	}}, ctx);
}

/** Folder in the cache of an archive with this identity. */
export function archiveKey(identity: string): string {
	return shortHash('archive-1', identity);
}

async function checkSha256(file: string, expected: string): Promise<void> {
	const found = await hashFile(file);
	if (found !== expected) throw new MachineError(`${file} has sha256 ${found}, expected ${expected}`, {stage: 'tree', hint: damagedHint});
}

async function streamIntoGit(archive: Archive, repo: Repository, ctx: Context): Promise<void> {
	const importer = await startTool({
		stage: 'tree', file: 'git', env: gitEnv,
		// Blobs are stored as they are: deltas and compression would take longer than the whole build.
		args: ['--git-dir', repo.gitDir, '-c', 'core.compression=0', '-c', 'core.bigFileThreshold=1', 'fast-import', '--quiet', '--done'],
	}, ctx);
	const decompressor = /\.t?xz$/.test(archive.file)
		? await startTool({stage: 'tree', file: 'xz', args: ['--decompress', '--stdout', '--threads=0', archive.file]}, ctx)
		: undefined;
	const compressed = decompressor?.stdout ?? createReadStream(archive.file);
	const gunzip = /\.t?gz$/.test(archive.file) ? createGunzip() : undefined;
	try {
		// pipe() hands no error on.
		compressed.on('error', (error: Error) => gunzip?.destroy(error));
		const tarBytes = gunzip === undefined ? compressed : compressed.pipe(gunzip);
		const pipeError = await pipeline(fastImportStream(tarBytes, archive, ctx), importer.stdin).then(() => undefined, (error: unknown) => error as Error);
		if (pipeError instanceof HarnessError) throw pipeError;
		compressed.destroy();
		const unpacked = await decompressor?.exited;
		if (ctx.signal.aborted) throw new InterruptedError('tree');
		// One that was not read to its end has no words.
		if (unpacked !== undefined && unpacked.exitCode !== 0 && (unpacked.stderr !== '' || pipeError === undefined)) {
			throw new MachineError(`${archive.file} cannot be unpacked: ${unpacked.stderr.trim()}`, {stage: 'tree', hint: damagedHint});
		}
		// A process that ended early closes the pipe: then its own words say why, not the pipe's.
		if (pipeError !== undefined && !/^(EPIPE|ECONNRESET|ERR_STREAM_.*)$/.test(errnoOf(pipeError) ?? '')) throw pipeError;
		const imported = await importer.exited;
		if (imported.exitCode !== 0) {
			throw new MachineError(`git fast-import failed: ${imported.stderr.trim().split('\n').slice(0, 5).join('\n')}`, {stage: 'tree'});
		}
		if (pipeError !== undefined) throw pipeError;
	} catch (error) {
		if (ctx.signal.aborted) throw new InterruptedError('tree');
		if (error instanceof HarnessError) throw error;
		throw new MachineError(`${archive.file} cannot be read: ${(error as Error).message}`, {stage: 'tree', hint: damagedHint, cause: error});
	} finally {
		await decompressor?.end();
		await importer.end();
	}
}

/** The commands of git-fast-import(1) for a commit that holds the archive's files. */
async function* fastImportStream(tarBytes: Readable, archive: Archive, ctx: Context): AsyncGenerator<Buffer | string> {
	const message = `${archive.description}\n`;
	yield `commit ${partialRef}\ncommitter Kernel Test <kernel-test@example.org> 0 +0000\ndata ${Buffer.byteLength(message)}\n${message}\n`;
	let files = 0;
	let bytes = 0;
	for await (const entry of tarEntries(tarBytes)) {
		bytes += entry.size;
		if (bytes > unpackedBytesMax) throw new MachineError(`${archive.file} is larger than ${unpackedBytesMax / 2 ** 30} GiB unpacked, from ${entry.path} on: no kernel tree is`, {stage: 'tree'});
		const mode = modeOf(entry);
		if (mode === undefined) {
			entry.resume();
			continue;
		}
		const name = treePathOf(entry.path, archive.file);
		if (mode === '120000') {
			const link = entry.linkpath ?? '';
			entry.resume();
			yield `M 120000 inline ${quotePath(name)}\ndata ${Buffer.byteLength(link)}\n${link}\n`;
		} else {
			yield `M ${mode} inline ${quotePath(name)}\ndata ${entry.size}\n`;
			for await (const chunk of entry) yield chunk;
			yield '\n';
		}
		files += 1;
		if (files % 500 === 0) ctx.emit({type: 'step', stage: 'tree', text: `importing ${archive.description}, files`, done: files});
	}
	if (files === 0) throw new MachineError(`${archive.file} holds no files`, {stage: 'tree'});
	yield 'done\n';
}

/** Entries of a tar stream, one at a time: the next comes when this one has been read. */
async function* tarEntries(tarBytes: Readable): AsyncGenerator<ReadEntry> {
	const queue: ReadEntry[] = [];
	let wake = (): void => {};
	let ended = false;
	let markerSeen = false;
	let failure: Error | undefined;
	const parser = new Parser({strict: true, onReadEntry: entry => {
		queue.push(entry);
		wake();
	}});
	parser.on('error', (error: Error) => {
		failure ??= error;
		wake();
	});
	// The marker at the end of every archive: without it the file was cut between two entries.
	parser.on('eof', () => { markerSeen = true; });
	parser.on('end', () => {
		ended = true;
		wake();
	});
	const unpacked = Readable.from(refusePacked(tarBytes));
	unpacked.on('error', (error: Error) => {
		failure = error;
		// Whoever reads an entry learns of its end from the parser.
		parser.end();
		wake();
	});
	unpacked.pipe(parser);
	for (;;) {
		const next = queue.shift();
		if (next !== undefined) yield next;
		else if (failure !== undefined) throw failure;
		else if (ended && markerSeen) return;
		else if (ended) throw new Error('it ends without the end marker');
		else await new Promise<void>(resolve => { wake = resolve; });
	}
}

/** The parser would unpack these itself, and wait for ever for the end of one that is cut. */
async function* refusePacked(tarBytes: Readable): AsyncGenerator<Buffer> {
	let isFirst = true;
	for await (const chunk of tarBytes as AsyncIterable<Buffer>) {
		if (isFirst && /^(?:1f8b|28b52ffd)/.test(chunk.toString('hex', 0, 4))) throw new Error('it is packed otherwise than its name says');
		isFirst = false;
		yield chunk;
	}
}

/** Git's file mode; undefined for folders. @throws MachineError for devices and the like. */
function modeOf(entry: ReadEntry): '100644' | '100755' | '120000' | undefined {
	switch (entry.type) {
		case 'File':
		case 'OldFile':
		case 'ContiguousFile':
			return ((entry.mode ?? 0) & 0o100) === 0 ? '100644' : '100755';
		case 'SymbolicLink':
			return '120000';
		case 'Directory':
		case 'GlobalExtendedHeader':
			return undefined;
		default:
			throw new MachineError(`the archive holds ${entry.path}, a ${entry.type}: not part of a kernel tree`, {stage: 'tree'});
	}
}

/** The path without the archive's top folder. @throws MachineError when it leads out of the tree. */
function treePathOf(entryPath: string, file: string): string {
	const [top, ...parts] = entryPath.split('/').filter(part => part !== '' && part !== '.');
	if (top === '..' || parts.length === 0 || parts.includes('..') || parts.includes('.git') || path.isAbsolute(entryPath)) {
		throw new MachineError(`${file} holds the path '${entryPath}', which leads out of the tree`, {stage: 'tree'});
	}
	return parts.join('/');
}

/** A path as git-fast-import(1) wants it: quoted, with C escapes. */
function quotePath(name: string): string {
	return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
