// The programs that the harness starts, and the Debian package that brings each.
// Used to find a program, to name what is missing, and by `doctor`.
import {access, constants} from 'node:fs/promises';
import path from 'node:path';
import {MachineError} from '../errors.js';

/** Programs that only some commands use. */
export const optionalTools: ReadonlySet<string> = new Set(['b4', 'busybox', 'dpkg-query', 'gdb']);

/** Debian 12 package by program name. */
export const packageOfTool: Readonly<Record<string, string>> = {
	'addr2line': 'binutils',
	'bc': 'bc',
	'bison': 'bison',
	'b4': 'b4',
	'busybox': 'busybox-static',
	'dpkg-query': 'dpkg',
	'flex': 'flex',
	'flock': 'util-linux',
	'gcc': 'gcc',
	'gdb': 'gdb',
	'git': 'git',
	'ld': 'binutils',
	'make': 'make',
	'mkfs.xfs': 'xfsprogs',
	'musl-gcc': 'musl-tools',
	'nm': 'binutils',
	'perl': 'perl',
	'qemu-system-x86_64': 'qemu-system-x86',
	'readelf': 'binutils',
	'setpriv': 'util-linux',
	'xz': 'xz-utils',
};

/** Where mkfs is; not on everybody's PATH. */
const systemDirs = ['/usr/sbin', '/sbin'];

/** The full path of a program on `PATH`, or of one that administers the system; or undefined. A name with a slash is taken as it is. */
export async function findTool(name: string, searchPath = process.env['PATH'] ?? ''): Promise<string | undefined> {
	const candidates = name.includes('/')
		? [name]
		: [...searchPath.split(':').filter(dir => dir !== ''), ...systemDirs].map(dir => path.join(dir, name));
	for (const candidate of candidates) {
		try {
			await access(candidate, constants.X_OK);
			return candidate;
		} catch {
			// Not here: the next folder of PATH.
		}
	}
	return undefined;
}

/** Before minutes of work: @throws MachineError naming every program that a run would miss later. */
export async function needTools(searchPath: string | undefined): Promise<void> {
	const missing: string[] = [];
	for (const name of Object.keys(packageOfTool)) {
		if (!optionalTools.has(name) && await findTool(name, searchPath) === undefined) missing.push(name);
	}
	if (missing.length === 0) return;
	const packages = [...new Set(missing.map(name => packageOfTool[name]!))].sort();
	throw new MachineError(`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed`, {
		stage: 'machine', hint: `install with: apt-get install ${packages.join(' ')}`,
	});
}

/** The command that installs a program, for messages. */
export function installHint(name: string): string {
	const packageName = packageOfTool[path.basename(name)];
	return packageName === undefined
		? `install ${name} and see that it is on PATH`
		: `install it with: apt-get install ${packageName}`;
}
