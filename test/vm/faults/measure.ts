// Runs the command as a user does and measures what it cost the machine: time, memory of the harness, bytes and files that
// stay, processes that stay. Whatever the command starts has its mark in the environment.
import {randomUUID} from 'node:crypto';
import {mkdir, mkdtemp, readFile, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import type {RunResult} from '../../../harness/result/result-schema.js';
import {projectDir} from '../vm.js';

export interface Measured {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
	readonly result: RunResult | undefined;
	readonly durationMs: number;
	/** The largest that the harness's own process was. */
	readonly memoryMiB: number;
	/** What results and temporary files take when it has ended. */
	readonly diskMiB: number;
	/** Command lines of what it started and left. */
	readonly leftover: readonly string[];
	/** Temporary files that it left. */
	readonly temporary: readonly string[];
}

export interface Call {
	readonly args: readonly string[];
	/** Another checkout's. */
	readonly project?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Seconds after which it counts as hung, and is ended. */
	readonly hungAfterS?: number;
	/** Told the command's process, and how to find what it has started. */
	readonly meanwhile?: (pid: number, started: () => Promise<readonly Process[]>) => Promise<void>;
}

export interface Process {
	readonly pid: number;
	readonly args: string;
}

const markName = 'KERNEL_TEST_FAULTS_MARK';

/** `args` without --json and --results, which are added. */
export async function measure({args, project = projectDir, env = {}, hungAfterS = 600, meanwhile}: Call): Promise<Measured> {
	const dir = await mkdtemp(path.join(tmpdir(), 'kt-fault-'));
	const temporaryDir = path.join(dir, 'tmp');
	await mkdir(temporaryDir);
	const mark = randomUUID();
	const started = async (): Promise<readonly Process[]> => findMarked(mark);
	try {
		const startedAt = Date.now();
		const [command = 'run', ...rest] = args;
		const child = execa('node', [path.join(project, 'harness/bin.js'), command, '--json', '--results', path.join(dir, 'results'), ...rest], {
			cwd: project, reject: false, stdin: 'ignore', timeout: hungAfterS * 1000, killSignal: 'SIGKILL',
			env: {CI: 'true', NO_COLOR: '1', NODE_OPTIONS: '', TMPDIR: temporaryDir, [markName]: mark, ...env},
		});
		let ended = false;
		let memoryMiB = 0;
		const watching = (async () => {
			while (!ended) {
				memoryMiB = Math.max(memoryMiB, await readPeakMiB(child.pid!));
				await sleep(200);
			}
		})();
		const acting = meanwhile?.(child.pid!, started);
		const {exitCode, stdout, stderr} = await child;
		const durationMs = Date.now() - startedAt;
		ended = true;
		await Promise.all([watching, acting]);
		// What dies with its parent dies a moment after it.
		for (let tries = 0; tries < 50 && (await started()).length > 0; tries += 1) await sleep(100);
		const leftover = await started();
		for (const {pid} of leftover) kill(pid);
		return {
			exitCode, stdout, stderr, durationMs, memoryMiB, result: parse(stdout), diskMiB: Number((await execa('du', ['-sm', dir])).stdout.split('\t')[0]),
			leftover: leftover.map(({args: line}) => line), temporary: await readdir(temporaryDir),
		};
	} finally {
		await rm(dir, {recursive: true, force: true});
	}
}

export function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): boolean {
	try {
		return process.kill(pid, signal);
	} catch {
		return false;
	}
}

function parse(stdout: string): RunResult | undefined {
	try {
		return JSON.parse(stdout) as RunResult;
	} catch {
		return undefined;
	}
}

/** By /proc: whatever has the mark, wherever it was moved to. */
async function findMarked(mark: string): Promise<readonly Process[]> {
	const found: Process[] = [];
	for (const name of await readdir('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		const environment = await readFile(`/proc/${name}/environ`, 'latin1').catch(() => '');
		if (environment.includes(`${markName}=${mark}`)) found.push({pid: Number(name), args: (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim()});
	}
	return found;
}

async function readPeakMiB(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
}
