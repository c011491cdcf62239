// The guest channel: unix sockets that the harness listens on before QEMU starts and that QEMU
// connects to, so that no byte is lost and nobody has to poll. Lines and bytes are bounded here.
import {rm} from 'node:fs/promises';
import {createServer, type Server, type Socket} from 'node:net';
import path from 'node:path';
import {StringDecoder} from 'node:string_decoder';
import {MachineError} from '../errors.js';
import {makeTemporaryFolder} from '../lib/temporary.js';

export interface Listener {
	readonly path: string;
	/** Settles when QEMU has connected. */
	readonly connected: Promise<Socket>;
	/** Settles when QEMU has closed its end, or `close` was called. */
	readonly ended: Promise<void>;
	close(): void;
}

/** Of a path of a socket (unix(7)); one that is longer is cut without a word. */
const socketPathBytesMax = 107;
const socketNameBytesMax = 16;

/** A private folder for sockets. @throws MachineError where their paths would be too long */
export async function makeSocketDir(): Promise<{dir: string; remove(): Promise<void>}> {
	const dir = await makeTemporaryFolder('kt-', 'boot');
	const remove = async (): Promise<void> => rm(dir, {recursive: true, force: true});
	if (Buffer.byteLength(dir) + 1 + socketNameBytesMax <= socketPathBytesMax) return {dir, remove};
	await remove();
	throw new MachineError(`${path.dirname(dir)} is too long for the sockets between QEMU and here`, {stage: 'boot', hint: 'set TMPDIR to a folder with a short path, such as /tmp'});
}

/** Listens at `file` for one connection, whose bytes go to `onData`. */
export async function listen(file: string, onData: (chunk: Buffer) => void): Promise<Listener> {
	let server!: Server;
	let accepted: Socket | undefined;
	let end!: () => void;
	const ended = new Promise<void>(resolve => { end = resolve; });
	const connected = new Promise<Socket>(resolve => {
		server = createServer(socket => {
			server.close();
			accepted = socket;
			socket.on('data', onData);
			socket.on('error', () => socket.destroy());
			socket.on('close', () => end());
			resolve(socket);
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(file, resolve);
	});
	return {
		path: file, connected, ended,
		close() {
			server.close();
			accepted?.destroy();
			end();
		},
	};
}

/** Splits bytes into lines of at most `lineBytesMax`; what is longer is cut, control characters become '?'. */
export function makeLineSplitter(onLine: (line: string) => void, lineBytesMax = 8192): (chunk: Buffer) => void {
	const decoder = new StringDecoder('utf8');
	let rest = '';
	let cutting = false;
	return chunk => {
		const parts = (rest + decoder.write(chunk)).split('\n');
		rest = parts.pop()!;
		for (const part of parts) {
			if (!cutting) onLine(cleanLine(part.slice(0, lineBytesMax)));
			cutting = false;
		}
		if (rest.length > lineBytesMax) {
			if (!cutting) onLine(cleanLine(rest.slice(0, lineBytesMax)));
			cutting = true;
			rest = '';
		}
	};
}

function cleanLine(line: string): string {
	// eslint-disable-next-line no-control-regex
	return line.replace(/\r+$/, '').replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '?');
}
