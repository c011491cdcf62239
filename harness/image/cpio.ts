// Writes an initramfs in the kernel's "newc" cpio format, devices included, without root.
// Format: Documentation/driver-api/early-userspace/buffer-format.rst in the kernel tree.

export type CpioEntry =
	| {readonly type: 'file'; readonly name: string; readonly mode: number; readonly data: Buffer}
	| {readonly type: 'dir'; readonly name: string}
	| {readonly type: 'symlink'; readonly name: string; readonly target: string}
	| {readonly type: 'char-device'; readonly name: string; readonly major: number; readonly minor: number};

/**
 * One archive. Names are relative to the root. Missing parent folders are added, because the kernel
 * makes none. Of two files with one name the later wins.
 */
export function writeCpio(entries: readonly CpioEntry[]): Buffer {
	const chunks: Buffer[] = [];
	const dirs = new Set<string>();
	let inode = 1;
	const add = (name: string, mode: number, data: Buffer, major = 0, minor = 0): void => {
		const nameBytes = Buffer.from(`${name}\0`);
		const fields = [inode++, mode, 0, 0, 1, 0, data.length, 0, 0, major, minor, nameBytes.length, 0];
		const header = Buffer.from(`070701${fields.map(field => field.toString(16).padStart(8, '0')).join('')}`);
		chunks.push(pad(Buffer.concat([header, nameBytes])), pad(data));
	};
	const addDir = (name: string): void => {
		if (name === '' || name === '.' || dirs.has(name)) return;
		addDir(name.split('/').slice(0, -1).join('/'));
		dirs.add(name);
		add(name, 0o040755, Buffer.alloc(0));
	};
	for (const entry of entries) {
		const name = entry.name.replace(/^\/+/, '');
		addDir(entry.type === 'dir' ? name : name.split('/').slice(0, -1).join('/'));
		switch (entry.type) {
			case 'dir':
				break;
			case 'file':
				add(name, 0o100000 | (entry.mode & 0o7777), entry.data);
				break;
			case 'symlink':
				add(name, 0o120777, Buffer.from(entry.target));
				break;
			case 'char-device':
				add(name, 0o020600, Buffer.alloc(0), entry.major, entry.minor);
				break;
		}
	}
	add('TRAILER!!!', 0, Buffer.alloc(0));
	return Buffer.concat(chunks);
}

function pad(bytes: Buffer): Buffer {
	const rest = bytes.length % 4;
	return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - rest)]);
}
