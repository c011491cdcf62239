// Guests that misbehave: what each does and the verdict that it has to end in. Those that are a check of their own run on the
// target's tree as it is; the others are one kernel that a parameter tells how to fail in io_setup().
import {cp, mkdir, readFile, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {RunResult} from '../../../harness/result/result-schema.js';
import {projectDir} from '../vm.js';
import {measure, type Measured} from './measure.js';

export interface GuestFault {
	/** The check in which it happens, of the group `fault`. */
	readonly check: string;
	/** Kernel parameters. */
	readonly append?: string;
	/** Of the boot; what is not named is a guest that comes to the end of its plan. */
	readonly boot?: readonly string[];
	/** Of the check, any of these. */
	readonly verdict: readonly string[];
	/** Matched against the run's summary, the check's reason and the kernel's complaints in it. */
	readonly words: RegExp;
	readonly exitCode?: number;
	/** Its words differ from run to run: it may end in several ways, or they hold what was just then printed. */
	readonly varies?: true;
}

const inKernel = (how: string, fault: Omit<GuestFault, 'check' | 'append'>, append = ''): GuestFault => ({check: 'kernel', append: `aio_fault=${how}${append}`, ...fault});
/** Who is first: init, on the CPU that is left, or the host, which then names what the guest was at. The check has its verdict either way. */
const lockedUp = /fault\/kernel|still there 10000 ms after SIGKILL/;

export const guestFaults: Readonly<Record<string, GuestFault>> = {
	'check never ends': {check: 'endless', verdict: ['timeout'], words: /fault\/endless/},
	'check forks without end': {check: 'fork-bomb', boot: ['ok', 'hang'], verdict: ['timeout', 'fail'], words: /fault\/fork-bomb/},
	'check takes all memory': {check: 'out-of-memory', verdict: ['fail'], words: /signal 9/},
	'check prints without end': {check: 'output-flood', verdict: ['timeout'], words: /fault\/output-flood/, varies: true},
	'console flooded': {check: 'console-flood', verdict: ['timeout'], words: /fault\/console-flood/},
	'power off in mid-check': {check: 'power-off', boot: ['power-off'], verdict: ['broken'], words: /went away \(guest-shutdown\) in mid-plan during fault\/power-off/},
	'reset in mid-check': {check: 'reset', boot: ['power-off'], verdict: ['broken'], words: /went away \(guest-reset\) in mid-plan during fault\/reset/},
	'init killed': {check: 'init-killed', boot: ['panic'], verdict: ['panic'], words: /Attempted to kill init!.* during fault\/init-killed/},
	'clock jumps': {check: 'clock-jump', verdict: ['pass'], words: /1 checks passed/, exitCode: 0},
	'results flooded': {check: 'channel-flood', boot: ['ok', 'hang'], verdict: ['timeout', 'fail'], words: /fault\/channel-flood/},
	'results: a line without end': {check: 'channel-long-line', verdict: ['timeout'], words: /fault\/channel-long-line/, varies: true},
	'results truncated': {check: 'channel-truncated', boot: ['power-off'], verdict: ['broken'], words: /in mid-plan during fault\/channel-truncated/},
	'results interleaved': {check: 'channel-interleaved', verdict: ['pass', 'broken', 'fail'], words: /not to be trusted/},
	'results: invalid UTF-8': {check: 'channel-not-utf8', verdict: ['pass'], words: /not to be trusted/, varies: true},
	'forged plan': {check: 'forged-plan', verdict: ['pass'], words: /not to be trusted: a second /},
	'forged pass': {check: 'forged-pass', verdict: ['pass'], words: /not to be trusted/},
	'forged pass, then off': {check: 'forged-pass-and-gone', verdict: ['pass'], words: /not to be trusted/},
	'forged pass in the output': {check: 'forged-in-output', verdict: ['fail'], words: /fault\/forged-in-output/},
	'panic in a check': inKernel('panic', {boot: ['panic'], verdict: ['panic'], words: /kernel-test fixture in a check during fault\/kernel/}),
	'oops in a kernel thread': inKernel('oops-in-thread', {boot: ['oops'], verdict: ['panic'], words: /NULL pointer dereference.* during fault\/kernel/}),
	'BUG in interrupt context': inKernel('bug-in-interrupt', {boot: ['oops'], verdict: ['panic'], words: /kernel BUG at fs\/aio\.c.* during fault\/kernel/}),
	'soft lockup': inKernel('soft-lockup', {boot: ['hang'], verdict: ['timeout'], words: /soft lockup/, varies: true}, ' watchdog_thresh=1'),
	'hard lockup, interrupts off': inKernel('hard-lockup', {boot: ['hang'], verdict: ['timeout'], words: lockedUp, varies: true}),
	'hung task': inKernel('hung-task', {verdict: ['timeout'], words: /blocked for more than/, varies: true}, ' sysctl.kernel.hung_task_timeout_secs=1'),
	'triple fault': inKernel('triple-fault', {boot: ['power-off'], verdict: ['broken'], words: /went away \(guest-reset\) in mid-plan during fault\/kernel/}),
	'kernel log flooded': inKernel('log-flood', {boot: ['hang'], verdict: ['timeout'], words: lockedUp, varies: true}),
};

const checkTimeoutMs = 12_000;
/** A boot, its checks, and what the host waits for longer; on a machine that has other things to do. */
const hungAfterS = 240;
const memoryMiBMax = 400;
const diskMiBMax = 64;

/** A copy of the project whose target has these checks and no others. */
export async function makeFaultProject(dir: string): Promise<string> {
	for (const part of ['harness', 'kernel-config', 'package.json', 'guest-tools']) await cp(path.join(projectDir, part), path.join(dir, part), {recursive: true});
	await symlink(path.join(projectDir, 'node_modules'), path.join(dir, 'node_modules'));
	const checks = path.join(dir, 'guest-tools/checks');
	await rm(checks, {recursive: true});
	await mkdir(checks);
	const fixtures = path.join(projectDir, 'test/fixtures/faults/checks');
	for (const name of await readdir(fixtures)) await cp(path.join(fixtures, name), path.join(checks, 'fault', name));
	const file = JSON.parse(await readFile(path.join(projectDir, 'patches/debian-6.1/target.json'), 'utf8')) as object;
	await mkdir(path.join(dir, 'patches/faults'), {recursive: true});
	await writeFile(path.join(dir, 'patches/faults/target.json'), JSON.stringify({...file, checks: {timeoutMs: checkTimeoutMs}}));
	return dir;
}

/** What a person is told, without what differs from run to run: numbers other than exit codes and signals. */
function describeForPerson({summary, outcome, boot}: RunResult, check: RunResult['checks'][number] | undefined): string {
	const lines = [
		`${outcome.toUpperCase()}: ${summary}`,
		...check === undefined ? [] : [`${check.name}: ${check.outcome}${check.reason === '' ? '' : `: ${check.reason}`}`],
		...boot === undefined || boot.outcome === 'ok' ? [] : [`boot: ${boot.outcome}: ${boot.reason}`],
		...[...check?.kernelWarnings ?? [], ...boot?.kernelWarnings.map(({line}) => line) ?? []].slice(0, 1).map(line => `kernel: ${line}`),
		...boot?.problems.slice(0, 1).map(problem => `in the guest's report: ${problem}`) ?? [],
	];
	// Of a flood, its beginning.
	const shown = lines.map(line => line.replaceAll(/[^\x20-\x7e]+/g, '\ufffd').slice(0, 160));
	return shown.join('\n').replaceAll(/\b(?:0x)?[0-9a-f]{8,}\b/g, 'HEX').replaceAll(/(?<!signal |exit code |[a-z-])\d+(?:\.\d+)?/g, 'N');
}

export interface Judged extends Measured {
	/** What was not as it has to be; empty when all was. */
	readonly wrong: readonly string[];
	/** In few words. */
	readonly verdict: string;
}

/** Boots it and judges the verdict; `message` is undefined where it varies. */
export async function runGuestFault({check, append, boot = ['ok'], verdict, words, exitCode = 1, varies}: GuestFault, project: string): Promise<Judged & {readonly message: string | undefined}> {
	const series = check === 'kernel' ? path.join(projectDir, 'test/fixtures/faults/kernel.patch') : 'none';
	const name = `fault/${check}`;
	const measured = await measure({
		project, hungAfterS,
		args: ['check', name, '--target', 'faults', '--series', series, '--accel', 'tcg', ...append === undefined ? [] : ['--append', append]],
	});
	const {result} = measured;
	const found = result?.checks.find(one => one.name === name);
	const said = [result?.summary, found?.reason, ...found?.kernelWarnings ?? [], ...result?.boot?.kernelWarnings.map(({line}) => line) ?? []].join('\n');
	return {
		...measured, message: result === undefined || varies === true || verdict.length > 1 || boot.length > 1 ? undefined : describeForPerson(result, found),
		verdict: result === undefined ? `exit code ${measured.exitCode}` : describeVerdict(result, found?.outcome),
		wrong: [
			...result === undefined ? [`no result: ${measured.stderr.slice(-300)}`] : [],
			...measured.exitCode === exitCode ? [] : [`exit code ${measured.exitCode}, not ${exitCode}`],
			...boot.includes(result?.boot?.outcome ?? 'none') ? [] : [`boot ${result?.boot?.outcome}, not ${boot.join(' or ')}`],
			...found !== undefined && verdict.includes(found.outcome) ? [] : [`check ${found?.outcome}, not ${verdict.join(' or ')}`],
			...words.test(said) ? [] : [`said ${JSON.stringify(said.slice(0, 400))}`],
			...findExcess(measured),
		],
	};
}

/** Processes, memory and files beyond what any run may leave or take. */
export function findExcess({leftover, temporary, memoryMiB, diskMiB}: Measured): readonly string[] {
	return [
		...leftover.length === 0 ? [] : [`left running: ${leftover.join('; ')}`],
		...temporary.length === 0 ? [] : [`left in the temporary folder: ${temporary.join(', ')}`],
		...memoryMiB <= memoryMiBMax ? [] : [`took ${memoryMiB} MiB of memory`],
		...diskMiB <= diskMiBMax ? [] : [`took ${diskMiB} MiB of disk`],
	];
}

function describeVerdict({outcome, boot}: RunResult, check: string | undefined): string {
	return `${outcome}: boot ${boot?.outcome ?? 'none'}, check ${check ?? 'none'}`;
}
