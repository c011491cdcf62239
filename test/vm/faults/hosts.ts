// Hosts that misbehave: processes killed at random moments, a machine that stands still, caches that are damaged, disks that
// are full or read-only, tools that are missing. After each the next run has to be right.
import {mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import {findTool, optionalTools, packageOfTool} from '../../../harness/lib/tools.js';
import {findExcess, type Judged} from './guests.js';
import {kill, measure, type Measured} from './measure.js';

const hungAfterS = 400;

const victims = ['harness', 'qemu', 'make'] as const;
const patterns: Readonly<Record<'qemu' | 'make', RegExp>> = {qemu: /^\S*qemu-system-x86_64 -nodefaults/, make: /^\S*make .*(?:vmlinux|bzImage)$/};
/** How long after the start of what is killed. */
const delayMsMax = {harness: 15_000, qemu: 4000, make: 12_000};

/** A patch that makes the kernel say a number in io_setup(): what was booted is what was to be. */
function makeTrialPatch(trial: string): string {
	return [
		`From ${'0'.repeat(40)} Mon Sep 17 00:00:00 2001`, 'From: Kernel Test <kernel-test@example.org>', 'Date: Thu, 26 Nov 2026 00:00:00 +0000', `Subject: [PATCH] aio: say ${trial}`, '', '---',
		'diff --git a/fs/aio.c b/fs/aio.c', '--- a/fs/aio.c', '+++ b/fs/aio.c', '@@ -302,6 +302,7 @@ static int __init aio_setup(void)',
		' \tkiocb_cachep = KMEM_CACHE(aio_kiocb, SLAB_HWCACHE_ALIGN|SLAB_PANIC);', ' \tkioctx_cachep = KMEM_CACHE(kioctx,SLAB_HWCACHE_ALIGN|SLAB_PANIC);', ' \taio_sysctl_init();',
		`+\tpr_info("aio: trial ${trial}\\n");`, ' \treturn 0;', ' }', ' __initcall(aio_setup);', '-- ', '2.39.5', '',
	].join('\n');
}

interface Setting {
	readonly project: string;
	readonly scratch: string;
}

/** Kills one process at a moment that seed and trial say, and runs again. */
export async function killAtRandom({seed, trial, ...setting}: Setting & {readonly seed: number; readonly trial: number}): Promise<{name: string; judged: Judged}> {
	const victim = victims[trial % victims.length]!;
	const delayMs = Math.floor(random(`${seed} ${trial}`) * delayMsMax[victim]);
	const id = `${seed}-${trial}`;
	const series = path.join(setting.scratch, `${id}.patch`);
	await writeFile(series, makeTrialPatch(id));
	const args = ['check', 'fault/kernel', '--target', 'faults', '--accel', 'tcg', '--append', 'loglevel=7', '--series', series];
	let killed = false;
	const first = await measure({project: setting.project, args, hungAfterS, async meanwhile(pid, started) {
		let target: number | undefined = victim === 'harness' ? pid : undefined;
		for (const end = Date.now() + hungAfterS * 500; target === undefined && victim !== 'harness' && Date.now() < end && isThere(pid); await sleep(100)) target = (await started()).find(({args: line}) => patterns[victim].test(line))?.pid;
		await sleep(delayMs);
		killed = target !== undefined && kill(target);
	}});
	const next = await measure({project: setting.project, args, hungAfterS});
	const console_ = next.result?.boot?.consoleTail.join('\n') ?? '';
	const allowed = victim === 'harness' ? [undefined, 0] : [128, 0];
	return {name: `${victim} killed, seed ${seed} trial ${trial}, ${(delayMs / 1000).toFixed(1)} s`, judged: {
		...next, durationMs: first.durationMs + next.durationMs, leftover: [...first.leftover, ...next.leftover],
		verdict: `${killed ? `killed: exit code ${first.exitCode ?? 'none'}` : `was through: exit code ${first.exitCode ?? 'none'}`}, then ${next.result?.outcome ?? `exit code ${next.exitCode}`}`,
		wrong: [
			...allowed.includes(first.exitCode) ? [] : [`exit code ${first.exitCode}: ${first.stderr.slice(-300)}`],
			...first.leftover.length === 0 ? [] : [`left running: ${first.leftover.join('; ')}`],
			...judgeNext(next),
			...console_.includes(`aio: trial ${id}`) || next.result === undefined ? [] : ['another kernel was booted'],
		],
	}};
}

/** Of a machine that is well again. */
function judgeNext(next: Measured): readonly string[] {
	return [...next.exitCode === 0 && next.result?.outcome === 'pass' ? [] : [`the next run: exit code ${next.exitCode}: ${next.result?.summary ?? next.stderr.slice(-300)}`], ...findExcess(next)];
}

function isThere(pid: number): boolean {
	return kill(pid, 0 as unknown as NodeJS.Signals);
}

/** From 0 to 1: FNV-1a, then the last steps of MurmurHash3. */
function random(text: string): number {
	let hash = 0x811c9dc5;
	for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
	hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
	hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
	return ((hash ^ hash >>> 16) >>> 0) / 2 ** 32;
}

type HostFault = (setting: Setting) => Promise<Judged>;

/** On the tree as it is: nothing is compiled. */
const cheap = ['check', 'fault/clock-jump', '--target', 'faults', '--accel', 'tcg', '--series', 'none'];

function refused(measured: Measured, words: RegExp, exitCode = 128): Judged {
	return {...measured, verdict: `exit code ${measured.exitCode ?? 'none'}`, wrong: [
		...measured.exitCode === exitCode ? [] : [`exit code ${measured.exitCode}, not ${exitCode}`],
		...words.test(measured.stderr) ? [] : [`said ${JSON.stringify(measured.stderr.slice(-400))}`],
		...findExcess({...measured, temporary: []}),
	]};
}

/** A file system of its own, which goes when the action is through. */
async function onMount<T>({scratch}: Setting, options: string, action: (dir: string) => Promise<T>): Promise<T> {
	const dir = await mkdtemp(path.join(scratch, 'mount-'));
	await execa('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir]);
	try {
		return await action(dir);
	} finally {
		await execa('umount', ['--lazy', dir]);
	}
}

/** What a person is told besides progress, without this machine's places and numbers. */
export function describeForPerson({stderr}: Pick<Judged, 'stderr'>, {project, scratch}: Setting): string {
	const lines = stderr.trim().split('\n').filter(line => !/^(?:tree|series|image|build|boot|accel) +(?!.*is damaged)/.test(line));
	return lines.join('\n').replaceAll(project, 'PROJECT').replaceAll(scratch, 'SCRATCH')
		.replaceAll(/\S*\/kt-fault-\w+/g, 'TEMPORARY').replaceAll(/\S+(?=\/(?:kernels|sources|guest-tools)\/)/g, 'CACHE')
		.replaceAll(/\b(mount|kt)-(?:\w+-)?\w{6}\b/g, '$1-X').replaceAll(/[0-9a-f]{12,}/g, 'KEY').replaceAll(/\d+ MiB/g, 'N MiB').replaceAll(/Z-[0-9a-f]{4}\b/g, 'Z-X').replaceAll(/\d{4}-\d\d-\d\dT[\d-]+Z/g, 'TIMEZ');
}

async function damage({project}: Setting, kind: string, harm: (file: string) => Promise<void>): Promise<Judged> {
	const env = process.env;
	const cacheDir = env['KERNEL_TEST_CACHE'] ?? path.join(env['XDG_CACHE_HOME'] ?? path.join(env['HOME'] ?? '', '.cache'), 'kernel-test');
	const before = await measure({project, args: cheap, hungAfterS});
	const key = before.result?.build?.key ?? 'none';
	const dir = path.join(cacheDir, 'kernels', key);
	// One that an earlier version made has no sums to be told by.
	if (!(await readdir(dir)).includes('.sha256')) await rm(dir, {recursive: true});
	await measure({project, args: cheap, hungAfterS});
	await harm(path.join(dir, 'vmlinux'));
	const next = await measure({project, args: cheap, hungAfterS});
	return {...next, verdict: next.result?.outcome ?? `exit code ${next.exitCode}`, wrong: [...judgeNext(next), ...next.stderr.includes('is damaged: built again') ? [] : [`a kernel with ${kind} was taken for whole`]]};
}

/** File systems of their own take root. */
export const mountFaults: ReadonlySet<string> = new Set(['no room for results', 'results that are read-only', 'no room for temporary files', 'no room in the cache']);

export const hostFaults: Readonly<Record<string, HostFault>> = {
	async 'the process group stands still for 8 s'({project}) {
		const next = await measure({project, args: cheap, hungAfterS, async meanwhile(pid, started) {
			while ((await started()).every(({args}) => !patterns.qemu.test(args)) && isThere(pid)) await sleep(100);
			await sleep(1000);
			const all = await started();
			for (const one of all) kill(one.pid, 'SIGSTOP');
			await sleep(8000);
			for (const one of all) kill(one.pid, 'SIGCONT');
		}});
		return {...next, verdict: next.result?.outcome ?? `exit code ${next.exitCode}`, wrong: judgeNext(next)};
	},
	'a kernel in the cache is cut': async setting => damage(setting, 'half of its bytes', async file => truncate(file, 4_000_000)),
	'a kernel in the cache has a bit turned': async setting => damage(setting, 'another bit', async file => {
		await execa('dd', [`of=${file}`, 'bs=1', 'seek=3000000', 'count=1', 'conv=notrunc'], {input: Buffer.from([0x5a])});
	}),
	'two runs at once': async setting => sideBySide(setting, 2),
	'eight runs at once': async setting => sideBySide(setting, 8),
	'no room for results': async setting => onMount(setting, 'size=64k', async dir => {
		await writeFile(path.join(dir, 'full'), Buffer.alloc(65_536 - 4096)).catch(() => {});
		return refused(await measure({project: setting.project, args: [...cheap, '--results', dir], hungAfterS}), /cannot write results to .*no space left.*--results DIR/s);
	}),
	'results that are read-only': async setting => onMount(setting, 'ro', async dir => refused(await measure({project: setting.project, args: [...cheap, '--results', dir], hungAfterS}), /cannot write results to .*read-only file system.*--results DIR/s)),
	'no room for temporary files': async setting => onMount(setting, 'nr_inodes=1', async dir => refused(await measure({project: setting.project, args: cheap, hungAfterS, env: {TMPDIR: dir}}), /no space left on device.*kt-/)),
	'no room in the cache': async setting => onMount(setting, 'size=64m', async dir => refused(await measure({project: setting.project, args: cheap, hungAfterS, env: {KERNEL_TEST_CACHE: dir}}), /not enough space in .*KERNEL_TEST_CACHE/s)),
	// mkfs is found outside of PATH, too.
	...Object.fromEntries(Object.keys(packageOfTool).filter(tool => !optionalTools.has(tool) && tool !== 'mkfs.xfs').map((tool): [string, HostFault] => [`${tool} is missing`, async ({project, scratch}) => {
		const bin = path.join(scratch, `without-${tool}`);
		await mkdir(bin);
		for (const other of ['node', 'sh', ...Object.keys(packageOfTool)]) {
			const found = await findTool(other);
			if (found !== undefined && other !== tool) await symlink(found, path.join(bin, other));
		}
		return refused(await measure({project, args: cheap, hungAfterS, env: {PATH: bin}}), new RegExp(`${tool} is not installed\\n *install (?:it )?with: apt-get install ${packageOfTool[tool]!}`));
	}])),
};

async function sideBySide({project}: Setting, count: number): Promise<Judged> {
	const all = await Promise.all(Array.from({length: count}, async () => measure({project, args: cheap, hungAfterS})));
	return {
		...all[0]!, durationMs: Math.max(...all.map(({durationMs}) => durationMs)), leftover: all.flatMap(({leftover}) => leftover),
		verdict: all.map(({result, exitCode}) => result?.outcome ?? String(exitCode)).join(' '), wrong: all.flatMap(judgeNext),
	};
}
