// The program that measures: on this machine as it would run on real hardware, and in a guest.
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import type {Core, JudgedClaim} from '../../harness/claims/judge-claims.js';
import {kernelTest, kernelTestJson, makeTemporaryDir, projectDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

interface Measured {
	readonly ios: number;
	readonly elapsed_ns: number;
	readonly syscalls: number;
	readonly parameters: Readonly<Record<string, string | number>>;
	readonly lat_ns: Readonly<Record<string, number>>;
	readonly lat_buckets_ns: ReadonlyArray<readonly [number, number]>;
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
	t.match(one, {parameters: {threads: 1}, ios: 1000, syscalls: 1000});
	t.match(four, {parameters: {threads: 4}, ios: 4000, syscalls: 4000}, 'summed, without the warm-up');
	for (const engine of ['libaio', 'io_uring']) {
		const {exitCode, measured, stdout} = await runBench(...args, `--engine=${engine}`, '--threads=3', '--qd=16');
		// A container may forbid io_uring.
		if (exitCode === 77) t.match(stdout, /the kernel has no io_uring, or forbids it/);
		else t.match(measured, {ios: 3000, parameters: {engine, qd: 16, batch: 8, threads: 3}}, engine);
	}
});

await t.test('the time of several threads is that of the wall', async t => {
	const before = process.hrtime.bigint();
	const {measured} = await runBench(`--device=${await makeFile(t)}`, '--engine=sync', '--ms=300', '--threads=2');
	const wallNs = Number(process.hrtime.bigint() - before);
	t.ok(measured!.elapsed_ns >= 300e6, 'no less than was wanted');
	t.ok(measured!.elapsed_ns < wallNs, 'and not the sum');
});

await t.test('latencies: percentiles, and all of them by upper bounds', async t => {
	const {measured} = await runBench(`--device=${await makeFile(t)}`, '--engine=sync', '--ios=20000', '--threads=2');
	const {lat_ns: percentiles, lat_buckets_ns: buckets} = measured!;
	t.strictSame(Object.keys(percentiles), ['min', 'p50', 'p90', 'p99', 'p99_9', 'p99_99', 'max']);
	t.strictSame([...Object.values(percentiles)].sort((a, b) => a - b), Object.values(percentiles));
	t.equal(buckets.reduce((sum, [, count]) => sum + count, 0), 40_000);
	const below = (ns: number): number => buckets.filter(([upper]) => upper < ns).reduce((sum, [, count]) => sum + count, 0);
	t.ok(below(percentiles['p50']!) < 20_000 && below(percentiles['p99_99']! * 1.04) >= 39_996 - 1, 'the same distribution');
	t.notOk('lat_buckets_ns' in (await runBench(`--device=${await makeFile(t)}`, '--engine=sync', '--ios=10', '--latency=0')).measured!);
});

await t.test('however many latencies there are, at most 128 bounds are printed, and each IO is counted once', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFile(path.join(dir, 'main.c'), `#include "bench.h"
		int main(void) { static struct histogram h; histogram_clear(&h); for (double v = 1; v < 1e12; v *= 1.001) histogram_add(&h, v); histogram_print(&h); return 0; }`);
	await execa('gcc', ['-O1', `-I${projectDir}/guest-tools/bench`, '-o', path.join(dir, 'main'), path.join(dir, 'main.c'), `${projectDir}/guest-tools/bench/histogram.c`]);
	const buckets = JSON.parse((await execa(path.join(dir, 'main'))).stdout) as Array<[number, number]>;
	t.ok(buckets.length > 64 && buckets.length <= 128, `${buckets.length} bounds`);
	t.strictSame(buckets.map(([upper]) => upper), buckets.map(([upper]) => upper).sort((a, b) => a - b));
	t.equal(buckets.reduce((sum, [, count]) => sum + count, 0), Math.ceil(Math.log(1e12) / Math.log(1.001)));
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

await t.test('in a guest: a file on XFS, which is gone afterwards, and several threads', async t => {
	const benches = ['file.sync.randread.4k.qd1', 'file.io_uring-polled-fixed.randwrite.4k.qd32', 'file.ring-polled-fixed.randread.4k.qd32', 'file.libaio.write.64k.qd8', 'nvme.ring-polled.randwrite.4k.qd32', 'null.user-iocb-polled.randread.4k.qd32'];
	const {exitCode, result} = await kernelTestJson(t, ['bench', '--threads', '2', '--ms', '50', ...benches]);
	t.equal(exitCode, 0, result.summary);
	for (const bench of benches) {
		const value = (metric: string): number => result.measurements.find(({name}) => name === `${bench}.${metric}`)?.value ?? 0;
		t.ok(value('iops') > 0 && value('lat_p99_99_ns') >= value('lat_p50_ns') && value('lat_p50_ns') > 0, bench);
		t.match(result.parameters?.find(({bench: name}) => name === bench)?.parameters, {threads: 2, ms: 50, ios_wanted: 0, warmup_ios: 500, rw: bench.split('.')[2]!});
		const counts = result.latencies?.find(({bench: name}) => name === bench)?.buckets.map(([, count]) => count) ?? [];
		t.ok(counts.reduce((sum, count) => sum + count, 0) > 0, 'its latencies');
	}
});

await t.test('in a guest: instructions per IO on a file', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['bench', '--count', '--batch', '4', 'file.ring-polled.randread.4k.qd32']);
	t.equal(exitCode, 0, result.summary);
	t.ok(result.counts![0]!.functions.some(({name, insnsPerIo}) => name.startsWith('xfs_') && insnsPerIo > 1), 'the file system has its share');
	t.match(result.parameters, [{parameters: {batch: 4, device: 'file'}}]);
});

await t.test('what the series is said to reach: measured, counted, estimated, and judged where time means something', async t => {
	const results = await makeTemporaryDir(t);
	const {exitCode, stdout} = await kernelTest(['bench', '--claims', '--json', '--accel', 'tcg', '--clock-ghz', '4', '--ipc', '2', '--results', results]);
	t.equal(exitCode, 0);
	const {claims, core} = JSON.parse(stdout) as {claims: JudgedClaim[]; core: Core};
	t.strictSame(core, {clockGhz: 4, ipc: 2});
	t.strictSame(claims.map(({iops}) => iops), [1_200_000, 173_000]);
	for (const {bench, verdict, measuredIops, workInsnsPerIo, insnsPerIo, estimatedIops} of claims) {
		t.equal(verdict, 'not-judged', bench);
		t.ok(measuredIops! > 0 && workInsnsPerIo! > 500 && insnsPerIo! >= workInsnsPerIo!);
		t.equal(estimatedIops, Math.round(8e9 / workInsnsPerIo!));
	}
});
