// Ctrl-C at each stage: children ended, exit 130, and the next run is right.
import {mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {fixtureSeries, kernelTestJson, makeTemporaryDir, processesMentioning, startKernelTest, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

interface Interruption {
	readonly args: readonly string[];
	/** The line of progress after which the signal comes. */
	readonly at: RegExp;
	readonly afterMs: number;
	readonly signal?: NodeJS.Signals;
	readonly env?: Readonly<Record<string, string>>;
}

/** Starts, waits for the stage, signals, and returns how it ended. */
async function interrupt({args, at, afterMs, signal = 'SIGINT', env = {}}: Interruption): Promise<{exitCode: number | undefined; stderr: string; endMs: number}> {
	const child = startKernelTest(args, env);
	let stderr = '';
	await new Promise<void>(resolve => {
		child.stderr.on('data', (chunk: Buffer) => {
			stderr += chunk.toString();
			if (at.test(stderr)) resolve();
		});
		void child.then(() => resolve());
	});
	await new Promise(resolve => setTimeout(resolve, afterMs));
	const signalledAt = Date.now();
	child.kill(signal);
	const {exitCode} = await child;
	return {exitCode, stderr, endMs: Date.now() - signalledAt};
}

await t.test('while the tree is imported: it is imported again, not trusted', async t => {
	const cacheDir = await makeTemporaryDir(t);
	const resultsDir = await makeTemporaryDir(t);
	const once = await interrupt({args: ['check', '--results', resultsDir], at: /importing/, afterMs: 1500, env: {KERNEL_TEST_CACHE: cacheDir}});
	t.equal(once.exitCode, 130, once.stderr);
	t.ok(once.endMs < 5000, `${once.endMs} ms`);
	t.strictSame(await processesMentioning(cacheDir), []);
	const again = await interrupt({args: ['check', '--results', resultsDir], at: /importing/, afterMs: 500, env: {KERNEL_TEST_CACHE: cacheDir}});
	t.match(again.stderr, /importing/, 'the half import was not taken for a whole one');
	t.equal(again.exitCode, 130);
});

await t.test('while the kernel is compiled', async t => {
	const resultsDir = await makeTemporaryDir(t);
	// A series of its own, so that there is something to compile.
	const series = fixtureSeries('interrupted-build');
	const {exitCode, stderr, endMs} = await interrupt({args: ['check', 'setup/plain', '--series', series, '--results', resultsDir], at: /^build .*compiling/m, afterMs: 2500});
	t.equal(exitCode, 130, stderr);
	t.ok(endMs < 5000, `${endMs} ms`);
	const cacheDir = process.env['KERNEL_TEST_CACHE'] ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(process.env['HOME'] ?? '', '.cache'), 'kernel-test');
	t.strictSame((await processesMentioning(`O=${cacheDir}`)), [], 'make and its compilers are gone');
	const {exitCode: next, result} = await kernelTestJson(t, ['check', 'setup/plain', '--patch', 'none']);
	t.equal(next, 0, result.summary);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	await t.test(`while the guest runs: ${signal}`, async t => {
		const resultsDir = await makeTemporaryDir(t);
		const {exitCode, endMs} = await interrupt({args: ['check', '--results', resultsDir], at: /^boot .*booting/m, afterMs: 700, signal});
		t.equal(exitCode, 130);
		t.ok(endMs < 5000, `${endMs} ms`);
		t.strictSame(await processesMentioning(resultsDir), [], 'QEMU is gone');
		await mkdir(path.join(resultsDir, 'debian-6.1'), {recursive: true});
		t.strictSame(await readdir(path.join(resultsDir, 'debian-6.1')), [], 'no half result is left');
	});
}

await t.test('the next run is right', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['check', 'setup/*']);
	t.equal(exitCode, 0, result.summary);
});
