import {once} from 'node:events';
import {mkdir, readdir, stat} from 'node:fs/promises';
import {createConnection, type Socket} from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import t, {type Test} from 'tap';
import {listen, makeLineSplitter, makeSocketDir} from '../../harness/boot/channel.js';
import {makeTemporaryDir} from '../support.js';

function split(chunks: ReadonlyArray<string | Buffer>, lineBytesMax?: number): string[] {
	const lines: string[] = [];
	const push = makeLineSplitter(line => void lines.push(line), lineBytesMax);
	for (const chunk of chunks) push(Buffer.from(chunk as string));
	return lines;
}

t.test('lines come whole, wherever the chunks end', async t => {
	t.strictSame(split(['a\nb', 'c\n\n', 'd']), ['a', 'bc', ''], 'what has no end yet is kept back');
	const bytes = Buffer.from('grün\n漢字\n');
	t.strictSame(split([...bytes].map(byte => Buffer.from([byte]))), ['grün', '漢字'], 'not even a character is cut');
});

t.test('the cut makes no difference', async t => {
	const text = fc.array(fc.oneof(fc.string(), fc.string({unit: 'grapheme'}), fc.constantFrom('\n', '\r\n', '\u001b[1m', '漢'))).map(parts => parts.join(''));
	fc.assert(fc.property(text, fc.array(fc.nat(200)), (all, cuts) => {
		const bytes = Buffer.from(`${all}\n`);
		const places = [...new Set([0, ...cuts.map(cut => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
		const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
		return split(chunks).join('\n') === split([bytes]).join('\n') && split(chunks).length === all.split('\n').length;
	}), {numRuns: 200, seed: 1});
	t.pass('200 texts');
});

t.test('a line is at most as long as allowed, and the next one is whole', async t => {
	t.strictSame(split(['0123456789\nnext\n'], 4), ['0123', 'next']);
	t.strictSame(split(['012', '345', '678', '9\nnext\n'], 4), ['0123', 'next'], 'in pieces too');
	t.strictSame(split(['0123\n', '4567\n'], 4), ['0123', '4567']);
	const endless = split(Array.from({length: 1000}, () => Buffer.alloc(4096, 'x')));
	t.strictSame(endless.map(({length}) => length), [8192], 'and comes once, though it never ends');
});

t.test('no line is longer than allowed', async t => {
	fc.assert(fc.property(fc.array(fc.uint8Array({maxLength: 40}), {maxLength: 20}), chunks =>
		split(chunks.map(chunk => Buffer.from(chunk)), 16).every(line => line.length <= 16)), {seed: 1});
	t.pass('100 streams');
});

t.test('control characters and colours do not reach the terminal', async t => {
	t.strictSame(split(['\u001b[1;31mred\u001b[0m\n', 'bell\u0007\n', 'end\r\r\n', 'tab\there\n', 'del\u007f\u0000\n', 'a\rb\n', '\u001b]0;title\n']), [
		'red', 'bell?', 'end', 'tab\there', 'del??', 'a?b', '?]0;title',
	]);
});

/** A listener in a private folder and QEMU's end of it. */
async function connect(t: Test, onData: (chunk: Buffer) => void): Promise<{dir: string; listener: Awaited<ReturnType<typeof listen>>; socket: Socket}> {
	const {dir, remove} = await makeSocketDir();
	t.teardown(remove);
	const listener = await listen(path.join(dir, 'port'), onData);
	t.teardown(() => listener.close());
	const socket = createConnection(listener.path);
	t.teardown(() => void socket.destroy());
	await once(socket, 'connect');
	return {dir, listener, socket};
}

t.test('bytes arrive, and the end of the other side is told', async t => {
	const chunks: Buffer[] = [];
	const {listener, socket} = await connect(t, chunk => void chunks.push(chunk));
	socket.write('first\n');
	await listener.connected;
	socket.end('last\n');
	await listener.ended;
	t.equal(Buffer.concat(chunks).toString(), 'first\nlast\n');
});

t.test('it can be answered', async t => {
	const {listener, socket} = await connect(t, () => {});
	(await listener.connected).write('answer');
	t.equal(String((await once(socket, 'data'))[0]), 'answer');
});

t.test('closing ends it from our side', async t => {
	const {listener, socket} = await connect(t, () => {});
	await listener.connected;
	listener.close();
	await listener.ended;
	await once(socket, 'close');
	t.pass();
});

t.test('closing before anyone came ends it too', async t => {
	const {dir, remove} = await makeSocketDir();
	t.teardown(remove);
	const listener = await listen(path.join(dir, 'port'), () => {});
	listener.close();
	await listener.ended;
	t.pass();
});

t.test('only the first one is listened to', async t => {
	const chunks: Buffer[] = [];
	const {listener, socket} = await connect(t, chunk => void chunks.push(chunk));
	await listener.connected;
	const second = createConnection(listener.path);
	await t.rejects(once(second, 'connect'), {code: /ECONNREFUSED|ENOENT/});
	socket.end('mine');
	await listener.ended;
	t.equal(Buffer.concat(chunks).toString(), 'mine');
});

t.test('the folder is private, short and removable', async t => {
	const {dir, remove} = await makeSocketDir();
	t.equal((await stat(dir)).mode & 0o777, 0o700);
	t.ok(path.join(dir, 'kernel-test.results').length <= 107);
	await remove();
	await t.rejects(stat(dir), {code: 'ENOENT'});
});

t.test('a place that cannot be listened at is an error', async t => {
	await t.rejects(listen('/proc/no-such-folder/port', () => {}), {code: /E/});
});

t.test('a folder in which the paths of sockets would be cut is refused, and nothing is left in it', async t => {
	const before = process.env['TMPDIR'];
	t.teardown(() => { process.env['TMPDIR'] = before; });
	const long = process.env['TMPDIR'] = path.join(await makeTemporaryDir(t), 'x'.repeat(90));
	await mkdir(long);
	await t.rejects(makeSocketDir(), {code: 'ERR_MACHINE', message: `${long} is too long for the sockets between QEMU and here`, hint: /TMPDIR/});
	t.strictSame(await readdir(long), []);
});
