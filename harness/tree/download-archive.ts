// In: an archive's URL and checksum. Out: the file in the cache, with that checksum. What an interrupted or broken download
// left is gone on with where the server can; every wait, and the size, has a limit.
import {createWriteStream} from 'node:fs';
import {mkdir, rename, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {Context} from '../context.js';
import {HarnessError, InterruptedError, MachineError} from '../errors.js';
import {exists, hashFile} from '../lib/files.js';

interface Download {
	readonly url: string;
	readonly sha256: string;
	readonly bytesMax?: number;
	/** From the request to the server's first word; and between two pieces of the file. */
	readonly silenceMsMax?: number;
}

const silenceMsMaxDefault = 20_000;
const attemptsMax = 3;
const bytesMaxDefault = 2 ** 30;

/** Downloads the file unless the cache has it. @throws MachineError when it cannot be had, or is another one. */
export async function downloadArchive({url, sha256, bytesMax = bytesMaxDefault, silenceMsMax = silenceMsMaxDefault}: Download, ctx: Context): Promise<string> {
	const file = downloadedFile({url, sha256}, ctx);
	if (await exists(file)) return file;
	const part = `${file}.part`;
	await mkdir(path.dirname(file), {recursive: true});
	ctx.emit({type: 'start', stage: 'tree', text: `downloading ${url}`});
	for (let attempt = 1; ; attempt += 1) {
		const before = await sizeOf(part);
		const failure = await receive({url, part, bytesMax, silenceMsMax}, ctx).then(() => undefined, (error: unknown) => error);
		if (ctx.signal.aborted) throw new InterruptedError('tree');
		if (failure === undefined) break;
		if (failure instanceof HarnessError) throw failure;
		const after = await sizeOf(part);
		// A connection that broke is taken up again as long as it brings something.
		if (attempt < attemptsMax && after > before) continue;
		throw new MachineError(`${url} ${after === 0 ? 'cannot be reached' : `broke off after ${after} bytes`}: ${describeFailure(failure)}`, {
			stage: 'tree', hint: after === 0 ? 'is the network there? --tree DIR uses a copy at hand' : 'try again: what is here already is not downloaded twice', cause: failure,
		});
	}
	const found = await hashFile(part);
	if (found !== sha256) {
		await rm(part);
		throw new MachineError(`${url} has sha256 ${found}, expected ${sha256}`, {stage: 'tree', hint: 'it is damaged, or another file: compare with what its publisher says'});
	}
	await rename(part, file);
	return file;
}

/** Where it is kept until it is imported. Its name says how it is packed. */
export function downloadedFile({url, sha256}: Pick<Download, 'url' | 'sha256'>, ctx: Pick<Context, 'cacheDir'>): string {
	return path.join(ctx.cacheDir, 'downloads', `${sha256.slice(0, 16)}-${path.basename(new URL(url).pathname)}`);
}

/** Adds what is missing to the file. */
async function receive({url, part, bytesMax, silenceMsMax}: Required<Omit<Download, 'sha256'>> & {readonly part: string}, ctx: Context): Promise<void> {
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(new Error(`no answer in ${silenceMsMax / 1000} s`)), silenceMsMax);
	try {
		const offset = await sizeOf(part);
		const response = await fetch(url, {
			signal: AbortSignal.any([ctx.signal, silence.signal]),
			// Ranges are of the bytes that are sent: those of the file itself.
			headers: {'accept-encoding': 'identity', ...(offset === 0 ? {} : {range: `bytes=${offset}-`})},
		});
		// 416: there is nothing after what is here already.
		if (response.status === 416 && offset > 0) return;
		if (!response.ok || response.body === null) throw new MachineError(`${url}: the server answers ${response.status} ${response.statusText}`, {stage: 'tree', hint: 'is the address right?'});
		const goesOn = response.status === 206;
		const total = Number(response.headers.get('content-length') ?? Number.NaN) + (goesOn ? offset : 0);
		let bytes = goesOn ? offset : 0;
		const refuseLarge = (size: number): void => {
			if (size > bytesMax) throw new MachineError(`${url} is larger than ${bytesMax} bytes: no kernel archive is`, {stage: 'tree'});
		};
		refuseLarge(total);
		await pipeline(response.body, async function* (chunks: AsyncIterable<Uint8Array>) {
			for await (const chunk of chunks) {
				timer.refresh();
				bytes += chunk.length;
				refuseLarge(bytes);
				ctx.emit({type: 'step', stage: 'tree', text: `downloading ${url}, MiB`, done: Math.floor(bytes / 2 ** 20), ...(Number.isNaN(total) ? {} : {total: Math.ceil(total / 2 ** 20)})});
				yield chunk;
			}
		}, createWriteStream(part, {flags: goesOn ? 'a' : 'w'}));
		if (!Number.isNaN(total) && bytes < total) throw new Error(`it ended ${total - bytes} bytes early`);
	} finally {
		clearTimeout(timer);
	}
}

async function sizeOf(file: string): Promise<number> {
	return stat(file).then(({size}) => size, () => 0);
}

/** The innermost cause: fetch() itself says no more than that it failed. */
function describeFailure(error: unknown): string {
	let inner = error;
	while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
	return inner instanceof Error ? inner.message : String(inner);
}
