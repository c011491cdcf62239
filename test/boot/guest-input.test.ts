import {PassThrough} from 'node:stream';
import type {Socket} from 'node:net';
import t from 'tap';
import {makeFrame, makeGuestInput} from '../../harness/boot/guest-input.js';

t.test('a kind, the length of what follows, and that', async t => {
	t.equal(makeFrame('d', Buffer.from('ab')).toString('latin1'), 'd\0\x02ab');
	t.equal(makeFrame('e', Buffer.alloc(0)).toString('latin1'), 'e\0\0');
});

t.test('a frame has room for 65535 bytes; a size is two numbers', async t => {
	const socket = new PassThrough();
	const input = makeGuestInput(socket as unknown as Socket);
	await new Promise<void>(resolve => {
		socket.resume();
		input.send(Buffer.alloc(70_000), resolve);
	});
	const chunks: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => chunks.push(chunk));
	input.send(Buffer.alloc(65_537, 1), () => {});
	input.resize({rows: 24, columns: 300});
	input.end();
	await new Promise(resolve => { setImmediate(resolve); });
	const bytes = Buffer.concat(chunks);
	t.strictSame([bytes.readUInt16BE(1), bytes.readUInt16BE(3 + 65_535 + 1)], [65_535, 2]);
	t.equal(bytes.subarray(2 * 3 + 65_537).toString('latin1'), 'w\0\x04\0\x18\x01\x2ce\0\0');
});
