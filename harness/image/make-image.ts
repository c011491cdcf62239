// In: the guest programs and what this boot shall run. Out: an initramfs with the programs of the
// plan, the plan, and a user's own files.
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {InputError} from '../errors.js';
import {listFiles} from '../lib/files.js';
import type {Plan, PlannedExec} from '../plan/plan.js';
import {writeCpio, type CpioEntry} from './cpio.js';
import type {GuestTools} from './build-guest-tools.js';

const fileBytesMax = 256 * 2 ** 20;

/** Writes the initramfs for this plan to `outFile`. @throws InputError for a `--file` that cannot be read. */
export async function makeImage(
	{tools, plan, lbaBytes, outFile}: {
		readonly tools: GuestTools; readonly plan: Plan; readonly outFile: string;
		/** Of the NVMe device, for which the file system is made. */
		readonly lbaBytes: 512 | 4096;
	},
): Promise<string> {
	const entries: CpioEntry[] = [
		// The kernel opens it before devtmpfs is mounted.
		{type: 'char-device', name: 'dev/console', major: 5, minor: 1},
		{type: 'dir', name: 'proc'}, {type: 'dir', name: 'sys'}, {type: 'dir', name: 'tmp'}, {type: 'dir', name: 'bin'}, {type: 'dir', name: 'mnt'},
		...await readPrograms(tools, plan),
		{type: 'file', name: 'kernel-test/xfs.sectors', mode: 0o644, data: await readFile(path.join(tools.dir, `xfs-${lbaBytes}.sectors`))},
		{type: 'file', name: 'kernel-test/plan', mode: 0o644, data: Buffer.from(writePlan(plan))},
	];
	if (plan.exec !== undefined) {
		entries.push({type: 'file', name: 'kernel-test/argv', mode: 0o644, data: Buffer.from(plan.exec.argv.map(arg => `${arg}\0`).join(''))});
		for (const applet of plan.exec.shell?.applets ?? []) entries.push({type: 'symlink', name: `bin/${applet}`, target: 'busybox'});
		for (const {hostPath, guestPath} of plan.exec.files) {
			const found = await stat(hostPath).catch(() => undefined);
			if (found?.isFile() !== true) throw new InputError(`--file ${hostPath} is not a file`, {stage: 'image'});
			if (found.size > fileBytesMax) throw new InputError(`--file ${hostPath} is larger than ${fileBytesMax} bytes`, {stage: 'image'});
			entries.push({type: 'file', name: guestPath, mode: found.mode, data: await readFile(hostPath)});
		}
	}
	await writeFile(outFile, writeCpio(entries));
	return outFile;
}

/** The plan in the words of guest-tools/init.c. Pure. */
export function writePlan(plan: Plan): string {
	const lines = [
		...plan.checks.map(({name, timeoutMs, args = []}) => ['check', name, timeoutMs, ...args].join(' ')),
		...(plan.awaitHostMs === undefined ? [] : [`await ${plan.awaitHostMs}`]),
		...plan.benches.map(({name, timeoutMs, args}) => `bench ${name} ${timeoutMs} ${args.join(' ')}`),
		...(plan.exec === undefined ? [] : [writeExec(plan.exec)]),
	];
	return lines.map(line => `${line}\n`).join('');
}

function writeExec({timeoutMs, shell}: PlannedExec): string {
	if (shell === undefined) return `exec ${timeoutMs}`;
	const {stdin} = shell;
	return `shell ${timeoutMs} ${stdin === 'pipe' ? stdin : `tty ${stdin.rows} ${stdin.columns} ${stdin.term}`}`;
}

/** Init, the bench programs, and those checks that are planned: the guest unpacks no others. */
async function readPrograms(tools: GuestTools, plan: Plan): Promise<readonly CpioEntry[]> {
	const planned = new Set([...plan.checks.map(({name}) => name), ...plan.exec?.shell?.checks ?? []].map(name => `checks/${name}`));
	const files = (await listFiles(tools.dir)).filter(file => planned.has(file) || !/^checks\/|^xfs-/.test(file));
	return Promise.all(files.map(async (file): Promise<CpioEntry> => ({
		type: 'file', name: file === 'init' ? file : `kernel-test/${file}`, mode: 0o755, data: await readFile(path.join(tools.dir, file)),
	})));
}
