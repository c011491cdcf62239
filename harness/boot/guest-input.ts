// What the harness sends a program in the guest, in the frames of guest-tools/init/init.h.
import type {Socket} from 'node:net';

/** The host's end of a program's standard input. */
export interface GuestInput {
	/** `done` when there is room for more. */
	send(bytes: Buffer, done: () => void): void;
	/** Nothing more comes. */
	end(): void;
	resize(size: {readonly rows: number; readonly columns: number}): void;
}

const payloadBytesMax = 65_535;

/** Pure. */
export function makeFrame(kind: 'd' | 'e' | 'w', payload: Buffer): Buffer {
	const header = Buffer.from([kind.charCodeAt(0), 0, 0]);
	header.writeUInt16BE(payload.length, 1);
	return Buffer.concat([header, payload]);
}

export function makeGuestInput(socket: Socket): GuestInput {
	return {
		send(bytes, done) {
			for (let at = 0; at < bytes.length; at += payloadBytesMax) {
				const frame = makeFrame('d', bytes.subarray(at, at + payloadBytesMax));
				if (at + payloadBytesMax < bytes.length) socket.write(frame);
				else socket.write(frame, done);
			}
		},
		end: () => void socket.write(makeFrame('e', Buffer.alloc(0))),
		resize({rows, columns}) {
			const payload = Buffer.alloc(4);
			payload.writeUInt16BE(Math.min(rows, 65_535), 0);
			payload.writeUInt16BE(Math.min(columns, 65_535), 2);
			socket.write(makeFrame('w', payload));
		},
	};
}
