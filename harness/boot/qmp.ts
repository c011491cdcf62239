// QEMU's machine protocol, as much of it as a boot needs: the greeting, events, and `quit`.
// Reference: docs/interop/qmp-spec.txt in QEMU.
import {z} from 'zod';
import {makeLineSplitter, type Listener} from './channel.js';

/** An event such as SHUTDOWN with its data. */
export interface QmpEvent {
	readonly event: string;
	readonly reason: string | undefined;
}

const messageSchema = z.object({
	QMP: z.object({version: z.object({qemu: z.object({major: z.int(), minor: z.int(), micro: z.int()}), package: z.string()})}).optional(),
	event: z.string().optional(),
	data: z.object({reason: z.string().optional()}).loose().optional(),
}).loose();

interface QmpHandlers {
	readonly onEvent: (event: QmpEvent) => void;
	/** QEMU's version as `--version` has it, from the greeting. */
	readonly onVersion: (version: string) => void;
}

/** Bytes from QEMU in, events out; answers the greeting by itself. */
export function makeQmpReader({onEvent, onVersion}: QmpHandlers, listener: () => Listener): (chunk: Buffer) => void {
	return makeLineSplitter(line => {
		const message = parseMessage(line);
		if (message === undefined) return;
		if (message.QMP !== undefined) {
			const {qemu, package: builtBy} = message.QMP.version;
			onVersion(`${qemu.major}.${qemu.minor}.${qemu.micro}${builtBy === '' ? '' : ` (${builtBy})`}`);
			void listener().connected.then(socket => socket.write('{"execute":"qmp_capabilities"}\n'));
		}
		if (message.event !== undefined) onEvent({event: message.event, reason: message.data?.reason});
	}, 65_536);
}

/** Asks QEMU to end. Its process ending is the answer. */
export async function askToQuit(listener: Listener): Promise<void> {
	const socket = await listener.connected;
	socket.write('{"execute":"quit"}\n');
}

function parseMessage(line: string): z.infer<typeof messageSchema> | undefined {
	try {
		return messageSchema.parse(JSON.parse(line));
	} catch {
		return undefined;
	}
}
