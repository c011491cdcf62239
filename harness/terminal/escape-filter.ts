// The way out of a guest that does not end by itself, as QEMU has it: Ctrl-A and x. Ctrl-A twice is Ctrl-A once; before
// anything else it is itself.

const prefix = 0x01;

/** Bytes that are typed in, bytes for the guest out. */
export function makeEscapeFilter(onEscape: () => void): (chunk: Buffer) => Buffer {
	let isPending = false;
	return chunk => {
		const bytes: number[] = [];
		for (const byte of chunk) {
			if (!isPending) {
				if (byte === prefix) isPending = true;
				else bytes.push(byte);
				continue;
			}
			isPending = false;
			if (byte === 0x78) onEscape();
			else if (byte === prefix) bytes.push(prefix);
			else bytes.push(prefix, byte);
		}
		return Buffer.from(bytes);
	};
}
