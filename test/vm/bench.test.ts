// The program that measures: on this machine as it would run on real hardware, and in a guest.
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

interface Measured {
	readonly ios: number;
	readonly elapsed_ns: number;
	readonly syscalls: number;
	readonly threads: number;
	readonly [field: string]: unknown;
}

const buildDir = path.join(projectDir, '.tap', 'bench');
await mkdir(buildDir, {recursive: true});
await execa('make', ['-s', '-C', path.join(projectDir, 'guest-tools'), `O=${buildDir}`, path.join(buildDir, 'bench/iops')]);

async function runBench(...args: readonly string[]): Promise<{exitCode: number | undefined; stdout: string; measured: Measured | undefined}> {
	const {exitCode, stdout} = await execa(path.join(buildDir, 'bench/iops'), args, {reject: false});
	return {exitCode, stdout, measured: stdout.startsWith('measurement ') ? JSON.parse(stdout.slice('measurement '.length)) as Measured : undefined};
}

/** A file of 1 MiB, where there is direct IO. */
async function makeFile(t: Test): Promise<string> {
	const file = path.join(await makeTemporaryDir(t), 'data');
	await writeFile(file, Buffer.alloc(2 ** 20, 7));
	return file;
}

await t.test('several threads do as many IOs each, and are one result', async t => {
	const args = [`--device=${await makeFile(t)}`, '--engine=sync', '--ios=1000', '--warmup-ios=10'];
	const one = (await runBench(...args)).measured;
	const four = (await runBench(...args, '--threads=4')).measured;
	t.match(one, {threads: 1, ios: 1000, syscalls: 1000});
	t.match(four, {threads: 4, ios: 4000, syscalls: 4000}, 'summed, without the warm-up');
	for (const engine of ['libaio', 'io_uring']) {
		const {exitCode, measured, stdout} = await runBench(...args, `--engine=${engine}`, '--threads=3', '--qd=16');
		// A container may forbid io_uring.
		if (exitCode === 77) t.match(stdout, /the kernel has no io_uring, or forbids it/);
		else t.match(measured, {ios: 3000, qd: 16, batch: 8}, engine);
	}
});

await t.test('the time of several threads is that of the wall', async t => {
	const before = process.hrtime.bigint();
	const {measured} = await runBench(`--device=${await makeFile(t)}`, '--engine=sync', '--ms=300', '--threads=2');
	const wallNs = Number(process.hrtime.bigint() - before);
	t.ok(measured!.elapsed_ns >= 300e6, 'no less than was wanted');
	t.ok(measured!.elapsed_ns < wallNs, 'and not the sum');
});

await t.test('what cannot be measured is refused in words', async t => {
	const file = await makeFile(t);
	for (const [args, words] of [
		[['--threads=2', '--mark=1', '--ios=9'], '--threads wants 1 with --mark: only one can be counted'],
		[['--threads=2', '--rounds=2', '--ios=9'], '--threads wants 1 with --rounds: only one can be counted'],
		[['--threads=0'], '--threads wants 1 to 64'], [['--threads=65'], '--threads wants 1 to 64'],
		[['--rw=trim'], 'unknown --rw=trim; --help lists them'], [['--engine=fast'], 'unknown engine \'fast\'; --help lists them'],
		[['--engine=sync', '--qd=2'], '--engine=sync takes --qd=1 at most'], [['--batch=3', '--qd=2'], '--batch wants at most --qd'],
		[['--device=/nowhere', '--threads=8'], '/nowhere: No such file or directory'],
	] as const) {
		t.strictSame(await runBench(`--device=${file}`, ...args), {exitCode: 1, stdout: words, measured: undefined}, args.join(' '));
	}
});
