import {PassThrough} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ReadStream, WriteStream} from 'node:tty';
import t from 'tap';
import {openTerminal} from '../../harness/terminal/terminal.js';

// A real terminal is in test/vm/shell.test.ts.
t.test('a pipe: bytes as they are, its end, and no more of either once it is given back', async t => {
	const stdin = new PassThrough();
	const seen: string[] = [];
	const terminal = openTerminal({stdin: stdin as unknown as ReadStream, stdout: new PassThrough() as unknown as WriteStream, onEscape: () => seen.push('escape')});
	t.equal(terminal.tty, undefined);
	terminal.restore();
	stdin.write('before ');
	terminal.attach({
		send(bytes, done) {
			seen.push(bytes.toString());
			done();
		},
		end: () => seen.push('end'), resize: () => seen.push('resize'),
	});
	stdin.end('\x01x');
	await sleep(20);
	t.strictSame([seen.slice(0, -1).join(''), seen.at(-1)], ['before \x01x', 'end']);
	terminal.restore();
	terminal.restore();
	t.equal(stdin.listenerCount('data'), 0);
});

t.test('what the guest has no room for waits', async t => {
	const stdin = new PassThrough();
	const pending: Array<() => void> = [];
	const terminal = openTerminal({stdin: stdin as unknown as ReadStream, stdout: new PassThrough() as unknown as WriteStream, onEscape() {}});
	terminal.attach({send: (_, done) => void pending.push(done), end() {}, resize() {}});
	stdin.write('one');
	await sleep(20);
	stdin.write('two');
	await sleep(20);
	t.equal(pending.length, 1);
	pending[0]!();
	await sleep(20);
	t.equal(pending.length, 2);
});

t.test('a terminal: its size and its keys until it is given back as it was', async t => {
	const modes: boolean[] = [];
	const stdin = Object.assign(new PassThrough(), {isTTY: true, setRawMode: (isRaw: boolean) => void modes.push(isRaw)});
	const stdout = Object.assign(new PassThrough(), {isTTY: true, rows: 50, columns: 0});
	const seen: string[] = [];
	const terminal = openTerminal({stdin: stdin as unknown as ReadStream, stdout: stdout as unknown as WriteStream, onEscape: () => seen.push('escape')});
	t.strictSame(terminal.tty, {rows: 50, columns: 80}, 'what it does not say is the usual');
	terminal.attach({
		send(bytes, done) {
			seen.push(bytes.toString());
			done();
		},
		end: () => seen.push('end'), resize: ({rows, columns}) => seen.push(`${rows} x ${columns}`),
	});
	Object.assign(stdout, {rows: 40, columns: 100}).emit('resize');
	stdin.write('ls\x01');
	stdin.write('x');
	await sleep(20);
	t.strictSame(seen, ['50 x 80', '40 x 100', 'ls', 'escape']);
	terminal.restore();
	stdout.emit('resize');
	t.strictSame([seen.length, modes], [4, [true, false]]);
});
