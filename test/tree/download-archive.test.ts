import {createHash, randomBytes} from 'node:crypto';
import {readFile, readdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {downloadArchive, downloadedFile} from '../../harness/tree/download-archive.js';
import {makeContext, serve} from '../support.js';

const bytes = randomBytes(300_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');

/** The bytes that a request wants, as most servers understand it. */
function wantedFrom(range: string | undefined): number {
	return Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
}

t.test('a file, by its checksum; a second time nobody is asked', async t => {
	const ctx = await makeContext(t);
	const {url, requests} = await serve(t, (_, response) => void response.end(bytes));
	const file = await downloadArchive({url: `${url}/linux-5.0.tar.xz?download=1`, sha256}, ctx);
	t.equal(path.basename(file), `${sha256.slice(0, 16)}-linux-5.0.tar.xz`);
	t.ok((await readFile(file)).equals(bytes));
	t.equal(await downloadArchive({url: `${url}/linux-5.0.tar.xz?download=1`, sha256}, ctx), file);
	t.equal(requests.length, 1);
	t.ok(ctx.events.some(({type}) => type === 'step'));
});

t.test('another file than was named is thrown away', async t => {
	const ctx = await makeContext(t);
	const {url} = await serve(t, (_, response) => void response.end(bytes));
	await t.rejects(downloadArchive({url: `${url}/x.tar`, sha256: 'a'.repeat(64)}, ctx), {code: 'ERR_MACHINE', exitCode: 128, message: `${url}/x.tar has sha256 ${sha256}, expected ${'a'.repeat(64)}`});
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'downloads')), []);
});

t.test('a connection that is cut is taken up again where it was', async t => {
	const ctx = await makeContext(t);
	const {url, requests} = await serve(t, ({headers: {range}}, response) => {
		const from = wantedFrom(range);
		const upTo = Math.min(from + 120_000, bytes.length);
		response.writeHead(range === undefined ? 200 : 206, {'content-length': bytes.length - from});
		response.write(bytes.subarray(from, upTo), () => setTimeout(() => upTo === bytes.length ? response.end() : response.destroy(), 50));
	});
	t.ok((await readFile(await downloadArchive({url: `${url}/x.tar`, sha256}, ctx))).equals(bytes));
	t.strictSame(requests.map(({headers: {range}}) => range), [undefined, 'bytes=120000-', 'bytes=240000-']);
});

t.test('one that is cut again and again is given up, and another run goes on', async t => {
	const ctx = await makeContext(t);
	let piece = 10_000;
	const {url, requests} = await serve(t, ({headers: {range}}, response) => {
		const from = wantedFrom(range);
		response.writeHead(range === undefined ? 200 : 206, {'content-length': bytes.length - from});
		response.write(bytes.subarray(from, from + piece), () => setTimeout(() => from + piece >= bytes.length ? response.end() : response.destroy(), 50));
	});
	await t.rejects(downloadArchive({url: `${url}/x.tar`, sha256}, ctx), {exitCode: 128, message: /x\.tar broke off after 30000 bytes: /, hint: /what is here already is not downloaded twice/});
	piece = bytes.length;
	t.ok((await readFile(await downloadArchive({url: `${url}/x.tar`, sha256}, ctx))).equals(bytes));
	t.equal(requests.at(-1)!.headers.range, 'bytes=30000-');
});

t.test('a server that cannot go on sends all of it again', async t => {
	const ctx = await makeContext(t);
	const {url} = await serve(t, (_, response) => void response.end(bytes));
	const part = `${downloadedFile({url: `${url}/x.tar`, sha256}, ctx)}.part`;
	await t.rejects(downloadArchive({url: `${url}/x.tar`, sha256: 'a'.repeat(64)}, ctx), {code: 'ERR_MACHINE'});
	await writeFile(part, 'what came before');
	t.ok((await readFile(await downloadArchive({url: `${url}/x.tar`, sha256}, ctx))).equals(bytes));
});

t.test('what is there already in full is only checked', async t => {
	const ctx = await makeContext(t);
	const {url} = await serve(t, ({headers: {range}}, response) => void response.writeHead(wantedFrom(range) >= bytes.length ? 416 : 200).end());
	const part = `${downloadedFile({url: `${url}/x.tar`, sha256}, ctx)}.part`;
	await t.rejects(downloadArchive({url: `${url}/x.tar`, sha256}, ctx), {message: /has sha256 e3b0c442/});
	await writeFile(part, bytes);
	t.ok((await readFile(await downloadArchive({url: `${url}/x.tar`, sha256}, ctx))).equals(bytes));
});

t.test('what cannot be had: exit 128, each with its reason', async t => {
	const answers: Readonly<Record<string, number>> = {'/gone.tar': 404, '/broken.tar': 500};
	const {url} = await serve(t, ({url: wanted = ''}, response) => void response.writeHead(answers[wanted] ?? 200, {'content-length': wanted === '/early.tar' ? 0 : 2 ** 31}).end());
	const cases: ReadonlyArray<readonly [string, RegExp]> = [
		[`${url}/gone.tar`, /gone\.tar: the server answers 404 Not Found/],
		[`${url}/broken.tar`, /broken\.tar: the server answers 500/],
		[`${url}/huge.tar`, /huge\.tar is larger than 1073741824 bytes/],
		['http://localhost:9/x.tar', /^http:\/\/localhost:9\/x\.tar cannot be reached: .*(ECONNREFUSED|bad port)/],
		['http://no-such-host.invalid/x.tar', /cannot be reached: getaddrinfo ENOTFOUND no-such-host\.invalid|cannot be reached: .*EAI_AGAIN/],
	];
	for (const [wanted, message] of cases) {
		await t.rejects(downloadArchive({url: wanted, sha256}, await makeContext(t)), {code: 'ERR_MACHINE', exitCode: 128, message}, wanted);
	}
});

t.test('one that never ends is cut', async t => {
	const ctx = await makeContext(t);
	const {url} = await serve(t, (_, response) => {
		const send = (): void => {
			if (!response.destroyed) response.write(bytes, () => setImmediate(send));
		};
		send();
	});
	await t.rejects(downloadArchive({url: `${url}/x.tar`, sha256, bytesMax: 10_000_000}, ctx), {exitCode: 128, message: /larger than 10000000 bytes/});
	t.ok((await stat(`${downloadedFile({url: `${url}/x.tar`, sha256}, ctx)}.part`)).size <= 10_000_000);
});

t.test('a silent server is waited for no longer than its limit', async t => {
	const {url} = await serve(t, () => {});
	await t.rejects(downloadArchive({url: `${url}/x.tar`, sha256, silenceMsMax: 500}, await makeContext(t)), {exitCode: 128, message: /cannot be reached: no answer in 0\.5 s/});
});

t.test('an interruption ends it', async t => {
	const ctx = await makeContext(t);
	const {url} = await serve(t, (_, response) => void response.write(bytes));
	const downloading = downloadArchive({url: `${url}/x.tar`, sha256}, ctx);
	setTimeout(() => ctx.interrupt(), 200);
	await t.rejects(downloading, {code: 'ERR_INTERRUPTED', exitCode: 130});
});
