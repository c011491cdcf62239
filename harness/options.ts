// Turns the texts of the command line into values; each refusal names option, value and what is
// allowed. Pure: cli.ts declares the options, this file understands them.
import path from 'node:path';
import {InvalidArgumentError} from 'commander';
import type {Threshold} from './compare/comparison.js';
import {InputError} from './errors.js';
import {isExactName, parseBenchName} from './plan/bench-name.js';
import type {PatchChoice} from './series/apply-series.js';

/** `--patch`: all, none or a number from 1. */
export function parsePatch(text: string): PatchChoice {
	if (text === 'all' || text === 'none') return text;
	if (!/^[1-9][0-9]{0,3}$/.test(text)) throw new InvalidArgumentError('It is all, none or the number of a patch from 1.');
	return Number(text);
}

/** `--from`, `--to`: the number of a patch; none or 0 for the tree without any. */
export function parsePrefix(text: string): number {
	if (text === 'none' || text === '0') return 0;
	const choice = parsePatch(text);
	if (typeof choice !== 'number') throw new InvalidArgumentError('It is the number of a patch, or none.');
	return choice;
}

/** `--series`, which `compare` takes twice. */
export function parseSeries(text: string, before: readonly string[] = []): readonly string[] {
	return [...before, text];
}

/** For commands that test one series. @throws InputError when several are named. */
export function pickSeries(series: readonly string[] = []): string | undefined {
	if (series.length > 1) throw new InputError(`--series is given ${series.length} times`, {stage: 'series', hint: 'only `compare --series A --series B` takes two'});
	return series[0];
}

/** `--boots`: how often each side is booted for times. */
export function parseBoots(text: string): number {
	const boots = Number(text);
	if (!/^\d+$/.test(text) || boots > 1000) throw new InvalidArgumentError('It is a number of boots from 0 to 1000.');
	return boots;
}

/** `--threshold`: a change in percent. */
export function parseThreshold(text: string): number {
	const percent = Number(text);
	if (!/^\d+(\.\d+)?$/.test(text) || percent > 100) throw new InvalidArgumentError('It is a percentage from 0 to 100.');
	return percent;
}

/** `--threshold` of a bisection: a change in percent, or in instructions per IO. */
export function parseGrowth(text: string): Threshold {
	if (text.endsWith('%')) return {percent: parseThreshold(text.slice(0, -1))};
	if (!/^\d{1,7}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It is a number of instructions per IO, or a percentage such as 0.5%.');
	return {perIo: Number(text)};
}

const workMetric = '.work_insns_per_io';

/** `--metric`: a bench whose counted instructions are the same in every boot. */
export function parseMetric(text: string): string {
	const bench = text.endsWith(workMetric) ? text.slice(0, -workMetric.length) : text;
	const allowed = 'It is a bench on null, or a polled one on nvme, such as null.libaio.randread.4k.qd32: what its IOs cost in instructions is bisected.';
	if (parseBenchName(bench) === undefined) throw new InvalidArgumentError(`${allowed} Times differ from boot to boot.`);
	if (!isExactName(bench)) throw new InvalidArgumentError(`${allowed} The count of this one differs from boot to boot.`);
	return bench;
}

/** `--repeats`: boots in which a prefix has to be good. */
export function parseRepeats(text: string): number {
	return parseWhole(text, 1, 1000, 'boots');
}

/** `--shard`: a part of a night, as 1/3. */
export function parseShard(text: string): {readonly index: number; readonly count: number} {
	const [, index, count] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(text)?.map(Number) ?? [];
	if (index === undefined || count === undefined || index > count) throw new InvalidArgumentError('It is a part and their number, such as 1/3.');
	return {index, count};
}

/** `--timeout`: seconds, as milliseconds. */
export function parseTimeout(text: string): number {
	const seconds = Number(text);
	if (!/^\d+(\.\d+)?$/.test(text) || seconds < 0.1 || seconds > 86_400) throw new InvalidArgumentError('It is a number of seconds from 0.1 to 86400.');
	return Math.round(seconds * 1000);
}

/** `--smp`: guest CPUs. */
export function parseCpus(text: string): number {
	const cpus = Number(text);
	if (!/^\d+$/.test(text) || cpus < 1 || cpus > 64) throw new InvalidArgumentError('It is a number of CPUs from 1 to 64.');
	return cpus;
}

/** `--guests`: how many share the checks. */
export function parseGuests(text: string): number {
	return parseWhole(text, 1, 16, 'guests');
}

/** `--seed`: what a random sequence starts from. */
export function parseSeed(text: string): number {
	const seed = Number(text);
	if (!/^\d{1,10}$/.test(text) || seed >= 2 ** 32) throw new InvalidArgumentError('It is a number from 0 to 4294967295.');
	return seed;
}

/** `--fuzz-ops`: the length of a random sequence. */
export function parseFuzzOps(text: string): number {
	const ops = Number(text);
	if (!/^\d{1,9}$/.test(text) || ops < 1 || ops > 100_000_000) throw new InvalidArgumentError('It is a number of operations from 1 to 100000000.');
	return ops;
}

/** `--batch`: IOs submitted and waited for together. */
export function parseBatch(text: string): number {
	return parseWhole(text, 1, 4096, 'IOs');
}

/** `--threads` of a bench; THREADS_MAX in guest-tools/bench/bench.h. */
export function parseThreads(text: string): number {
	return parseWhole(text, 1, 64, 'threads');
}

/** `--ms`: how long a bench measures. */
export function parseMilliseconds(text: string): number {
	return parseWhole(text, 1, 600_000, 'milliseconds');
}

/** `--ios`: how many IOs a bench measures. */
export function parseIos(text: string): number {
	return parseWhole(text, 1, 10_000_000, 'IOs');
}

/** `--clock-ghz` and `--ipc`: of a core that there need not be. */
export function parseFactor(text: string): number {
	const factor = Number(text);
	if (!/^\d{1,3}(\.\d{1,3})?$/.test(text) || factor < 0.1 || factor > 100) throw new InvalidArgumentError('It is a number from 0.1 to 100.');
	return factor;
}

function parseWhole(text: string, min: number, max: number, what: string): number {
	const value = Number(text);
	if (!/^\d{1,10}$/.test(text) || value < min || value > max) throw new InvalidArgumentError(`It is a number of ${what} from ${min} to ${max}.`);
	return value;
}

/** `--variant`: the name of a fragment in kernel-config/. */
export function parseVariant(text: string): string {
	if (!/^[a-z0-9-]+$/.test(text)) throw new InvalidArgumentError('It is the name of a fragment in kernel-config/, or default.');
	return text;
}

export interface GuestFile {
	readonly hostPath: string;
	readonly guestPath: string;
}

/** `--file HOST[:GUEST]`; without GUEST the file lands in the guest's /bin. May be repeated. */
export function parseGuestFile(text: string, before: readonly GuestFile[] = []): readonly GuestFile[] {
	const colon = text.lastIndexOf(':');
	const hostPath = colon < 0 ? text : text.slice(0, colon);
	const guestPath = colon < 0 ? `/bin/${path.basename(text)}` : text.slice(colon + 1);
	if (hostPath === '') throw new InvalidArgumentError('It is HOST or HOST:GUEST, a file here and its place in the guest.');
	if (!guestPath.startsWith('/') || guestPath.split('/').some(part => part === '..') || guestPath.endsWith('/')) {
		throw new InvalidArgumentError(`The place in the guest is an absolute path, not '${guestPath}'.${colon < 0 ? '' : ' A file whose name has a colon is given with its place: HOST:/bin/NAME.'}`);
	}
	return [...before, {hostPath, guestPath}];
}

/** Compile jobs: MAKEFLAGS' -j, else the machine's CPUs. */
export function parseJobs(makeflags: string | undefined, cpus: number): number {
	const jobs = /(?:^|\s)-?j ?(\d+)\b/.exec(makeflags ?? '')?.[1];
	return jobs === undefined ? cpus : Math.max(1, Number(jobs));
}

/** `--keep-size`: bytes, with K, M, G or T for their powers of 1024. */
export function parseSize(text: string): number {
	const [, number, unit] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text) ?? [];
	if (number === undefined) throw new InvalidArgumentError('It is a number of bytes, such as 10G or 500M.');
	return Math.floor(Number(number) * 1024 ** ' KMGT'.indexOf(unit || ' '));
}
