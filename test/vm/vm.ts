// What the tests that boot machines share: the command line as a user types it, in a results
// folder of its own, on the user's own kernel cache.
import {cp, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import type {Test} from 'tap';
import type {RunResult} from '../../harness/result/result-schema.js';

export const projectDir = path.resolve(import.meta.dirname, '../..');

/** From an empty cache the first boot imports and compiles a kernel. */
export const vmTestTimeoutMs = 30 * 60_000;

export interface Outcome {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
	readonly durationMs: number;
}

/** Starts the command; the caller waits for it or signals it. */
export function startKernelTest(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	return execa('node', [path.join(projectDir, 'harness/bin.js'), ...args], {
		cwd: projectDir, env: {CI: 'true', NO_COLOR: '1', ...env}, reject: false, stdin: 'ignore', stripFinalNewline: false,
	});
}

export async function kernelTest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
	const startedAt = Date.now();
	const {exitCode, stdout, stderr} = await startKernelTest(args, env);
	return {exitCode, stdout, stderr, durationMs: Date.now() - startedAt};
}

/** Runs with --json in a fresh results folder, and takes stdout for what it promises to be. */
export async function kernelTestJson(t: Test, args: readonly string[]): Promise<Outcome & {result: RunResult; resultsDir: string}> {
	const resultsDir = await makeTemporaryDir(t);
	const [command = 'run', ...rest] = args;
	const outcome = await kernelTest([command, '--json', '--results', resultsDir, ...rest]);
	t.comment(`${args.join(' ')}: exit ${outcome.exitCode}, ${outcome.durationMs} ms`);
	try {
		return {...outcome, resultsDir, result: JSON.parse(outcome.stdout) as RunResult};
	} catch (error) {
		throw new Error(`no result object: exit ${outcome.exitCode}\n${outcome.stderr}`, {cause: error});
	}
}

/** A folder that goes with the test. */
export async function makeTemporaryDir(t: Test): Promise<string> {
	const dir = await mkdtemp(path.join(tmpdir(), 'kt-test-'));
	t.teardown(async () => {
		await rm(dir, {recursive: true, force: true});
	});
	return dir;
}

/** Processes whose command line mentions this text, by /proc. */
export async function processesMentioning(text: string): Promise<readonly string[]> {
	const {stdout} = await execa('ps', ['-ww', '-eo', 'pid=,args='], {reject: false});
	return stdout.split('\n').filter(line => line.includes(text) && !line.includes('ps -ww'));
}

/** The target's whole series in a folder of its own, with these patches behind it. */
export async function seriesWith(t: Test, patches: readonly string[]): Promise<string> {
	const dir = await makeTemporaryDir(t);
	await cp(path.join(projectDir, 'patches/debian-6.1'), dir, {recursive: true});
	for (const [index, patch] of patches.entries()) await cp(patch, path.join(dir, `${9000 + index}-${path.basename(patch)}`));
	return dir;
}

export function fixtureSeries(name: string): string {
	return path.join(projectDir, 'test/fixtures/series', name);
}
