// In: the guest programs and what this boot shall run. Out: an initramfs. The programs are one
// archive kept in the cache; the plan and a user's own files are a second one behind it.
import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {exists, fillFolderOnce, listFiles} from '../lib/files.js';
import type {Plan} from '../plan/plan.js';
import {writeCpio, type CpioEntry} from './cpio.js';
import type {GuestTools} from './build-guest-tools.js';

const fileBytesMax = 256 * 2 ** 20;

/** Writes the initramfs for this plan to `outFile`. @throws InputError for a `--file` that cannot be read. */
export async function makeImage(
	{tools, plan, outFile}: {readonly tools: GuestTools; readonly plan: Plan; readonly outFile: string},
	ctx: Context,
): Promise<string> {
	const programs = await readProgramArchive(tools, ctx);
	const entries: CpioEntry[] = [{type: 'file', name: 'kernel-test/plan', mode: 0o644, data: Buffer.from(writePlan(plan))}];
	if (plan.exec !== undefined) {
		entries.push({type: 'file', name: 'kernel-test/argv', mode: 0o644, data: Buffer.from(plan.exec.argv.map(arg => `${arg}\0`).join(''))});
		for (const {hostPath, guestPath} of plan.exec.files) {
			const found = await stat(hostPath).catch(() => undefined);
			if (found?.isFile() !== true) throw new InputError(`--file ${hostPath} is not a file`, {stage: 'image'});
			if (found.size > fileBytesMax) throw new InputError(`--file ${hostPath} is larger than ${fileBytesMax} bytes`, {stage: 'image'});
			entries.push({type: 'file', name: guestPath, mode: found.mode, data: await readFile(hostPath)});
		}
	}
	await writeFile(outFile, Buffer.concat([programs, writeCpio(entries)]));
	return outFile;
}

/** The plan in the words of guest-tools/init.c. Pure. */
export function writePlan(plan: Plan): string {
	const lines = [
		...plan.checks.map(({name, timeoutMs}) => `check ${name} ${timeoutMs}`),
		...plan.benches.map(({name, timeoutMs, args}) => `bench ${name} ${timeoutMs} ${args.join(' ')}`),
		...(plan.exec === undefined ? [] : [`exec ${plan.exec.timeoutMs}`]),
	];
	return lines.map(line => `${line}\n`).join('');
}

async function readProgramArchive(tools: GuestTools, ctx: Context): Promise<Buffer> {
	const dir = path.join(ctx.cacheDir, 'images', tools.key);
	if (!await exists(dir)) {
		const programs = (await listFiles(tools.dir)).filter(file => file !== 'init');
		const read = async (name: string, file: string): Promise<CpioEntry> => ({type: 'file', name, mode: 0o755, data: await readFile(path.join(tools.dir, file))});
		const archive = writeCpio([
			// The kernel opens it before devtmpfs is mounted.
			{type: 'char-device', name: 'dev/console', major: 5, minor: 1},
			{type: 'dir', name: 'proc'}, {type: 'dir', name: 'sys'}, {type: 'dir', name: 'tmp'}, {type: 'dir', name: 'bin'}, {type: 'dir', name: 'mnt'},
			await read('init', 'init'),
			...await Promise.all(programs.map(async file => read(`kernel-test/${file}`, file))),
		]);
		await fillFolderOnce(dir, async temporary => writeFile(path.join(temporary, 'programs.cpio'), archive));
	}
	return readFile(path.join(dir, 'programs.cpio'));
}
