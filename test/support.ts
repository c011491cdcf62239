// What many tests need: a temporary folder that goes with the test, a context that keeps its events
// and can be interrupted, and a target that is whole.
import {cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import type {Test} from 'tap';
import type {Context} from '../harness/context.js';
import type {ProgressEvent} from '../harness/progress/events.js';
import {parseTarget} from '../harness/target/load-target.js';
import type {Target} from '../harness/target/target-schema.js';

export const projectDir = path.resolve(import.meta.dirname, '..');

export async function makeTemporaryDir(t: Test): Promise<string> {
	const dir = await mkdtemp(path.join(tmpdir(), 'kt-test-'));
	t.teardown(async () => rm(dir, {recursive: true, force: true}));
	return dir;
}

export interface TestContext extends Context {
	/** Everything that was emitted so far. */
	readonly events: ProgressEvent[];
	interrupt(): void;
}

/** A context with a cache of its own. */
export async function makeContext(t: Test, overrides: Partial<Context> = {}): Promise<TestContext> {
	const dir = await makeTemporaryDir(t);
	const abort = new AbortController();
	const events: ProgressEvent[] = [];
	return {
		projectDir, cacheDir: path.join(dir, 'cache'), resultsDir: path.join(dir, 'results'), signal: abort.signal, env: process.env, jobs: 2,
		emit: event => void events.push(event), events, interrupt: () => abort.abort(), ...overrides,
	};
}

/** Writes files, by path, below `dir`. */
export async function writeFiles(dir: string, files: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, text] of Object.entries(files)) {
		await mkdir(path.dirname(path.join(dir, name)), {recursive: true});
		await writeFile(path.join(dir, name), text);
	}
}

/** A valid target.json as data, with the given fields in place of its own. */
export function makeTarget(fields: object = {}): Target {
	const file = {description: 'a target', tree: {type: 'dir', dir: 'linux'}, config: ['base'], ...fields};
	return {...parseTarget(JSON.stringify(file), 'target.json'), name: 'sample', dir: '/nowhere/patches/sample'};
}

export interface Outcome {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** Node as a user starts it: tap puts its own loader into the environment of every child. */
export function startNode(args: readonly string[], {cwd = projectDir, env = {}}: {readonly cwd?: string; readonly env?: Readonly<Record<string, string>>} = {}) {
	return execa('env', ['--unset=NODE_OPTIONS', process.execPath, ...args], {cwd, env, reject: false, stdin: 'ignore'});
}

export async function runNode(...call: Parameters<typeof startNode>): Promise<Outcome> {
	const {exitCode, stdout, stderr} = await startNode(...call);
	return {exitCode, stdout, stderr};
}

/** A process that has ended but was not waited for is not alive. */
export async function isAlive(pid: number): Promise<boolean> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
	return stat !== undefined && !/\) [ZX] /.test(stat);
}

/** Looks again until it is true; the test's own time limit ends a wait in vain. */
export async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
	while (!await isTrue()) await sleep(20);
}

/** What it takes to pass for a kernel tree, and a few sources for patches to change. */
export const fakeKernelFiles: Readonly<Record<string, string>> = {
	'Kbuild': '',
	'Makefile': 'VERSION = 6\n',
	'fs/Kconfig': '',
	'scripts/kconfig/merge_config.sh': '#!/bin/sh\n',
	'fs/aio.c': Array.from({length: 40}, (_, index) => `int line_${index + 1};\n`).join(''),
	'fs/old.c': 'int old;\n',
};

/** A copy of the project without its targets, to be given other ones. Its packages are the project's own. */
export async function copyProject(t: Test): Promise<string> {
	const dir = await makeTemporaryDir(t);
	for (const name of ['harness', 'scripts', 'kernel-config', 'guest-tools', 'package.json', 'tsconfig.json']) {
		await cp(path.join(projectDir, name), path.join(dir, name), {recursive: true});
	}
	await symlink(path.join(projectDir, 'node_modules'), path.join(dir, 'node_modules'));
	return dir;
}

/** An HTTP server on this machine that goes with the test, and what it was asked for. */
export async function serve(t: Test, answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<{url: string; requests: IncomingMessage[]}> {
	const requests: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		requests.push(request);
		answer(request, response);
	});
	await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return {url: `http://localhost:${(server.address() as AddressInfo).port}`, requests};
}
