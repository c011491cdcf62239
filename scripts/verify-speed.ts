// Measures what the harness adds to a boot: the same machine is booted through the command and by
// hand, in turn, and the medians are printed with their ratio, and what the command takes beside its
// boot. By hand: a shell types the argument list that the command wrote down, with files for sockets.
// Usage: npm run verify:speed [RUNS]. Exit 1 when the harness takes more than 1.1 times as long.
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {$, argv, echo, os, path, quote} from 'zx';
import {buildGuestTools} from '../harness/image/build-guest-tools.js';
import {makeImage} from '../harness/image/make-image.js';
import {planRun} from '../harness/plan/plan.js';
import type {RunResult} from '../harness/result/result-schema.js';
import {loadTarget} from '../harness/target/load-target.js';

const runs = Number(argv._[0] ?? 9);
const ratioMax = 1.1;
const check = 'setup/unknown-flag';
const targetName = 'debian-6.1';
const projectDir = path.resolve(import.meta.dirname, '..');
const dir = await mkdtemp(path.join(os.tmpdir(), 'kt-speed-'));

try {
	const {qemuArgv} = await bootByHarness();
	const handArgv = await rewriteForHand(qemuArgv);
	const harnessMs: number[] = [];
	const aroundMs: number[] = [];
	const handMs: number[] = [];
	for (let run = 1; run <= runs; run += 1) {
		const {durationMs, commandMs} = await bootByHarness();
		harnessMs.push(durationMs);
		aroundMs.push(commandMs - durationMs);
		handMs.push(await bootByHand(handArgv));
		echo(`${run}/${runs}: harness ${durationMs} ms, by hand ${handMs.at(-1)!} ms, the rest of the command ${aroundMs.at(-1)!} ms`);
	}
	const ratio = median(harnessMs) / median(handMs);
	echo(`from QEMU's start to its end, medians of ${runs}: harness ${median(harnessMs)} ms, by hand ${median(handMs)} ms: ${ratio.toFixed(2)} times (at most ${ratioMax}); the rest of the command ${median(aroundMs)} ms`);
	process.exitCode = ratio > ratioMax ? 1 : 0;
} finally {
	await rm(dir, {recursive: true});
}

async function bootByHarness(): Promise<{durationMs: number; commandMs: number; qemuArgv: string}> {
	const startedAt = Date.now();
	const {stdout} = await $`node ${projectDir}/harness/bin.js check ${check} --accel tcg --target ${targetName} --json --results ${dir}`.quiet();
	const commandMs = Date.now() - startedAt;
	const result = JSON.parse(stdout) as RunResult;
	const qemuArgv = await readFile(path.join(dir, targetName, result.runId, 'qemu-argv.txt'), 'utf8');
	return {durationMs: result.boot!.durationMs, commandMs, qemuArgv};
}

/** The harness removes its initramfs and disk after a boot; these are the same. */
async function rewriteForHand(qemuArgv: string): Promise<string> {
	const cacheHome = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
	const ctx = {
		projectDir, resultsDir: dir, cacheDir: process.env['KERNEL_TEST_CACHE'] || path.join(cacheHome, 'kernel-test'),
		signal: new AbortController().signal, env: process.env, jobs: 1, emit() {},
	};
	const target = await loadTarget(targetName, ctx);
	const tools = await buildGuestTools({target}, ctx);
	const initrd = await makeImage({tools, plan: planRun({target, allChecks: tools.checks, request: {checks: [check]}}), lbaBytes: 512, outFile: path.join(dir, 'initrd.cpio')});
	await $`truncate --size ${target.vm.nvme.sizeMiB}M ${dir}/nvme.img`;
	return qemuArgv.trim()
		.replace(/(?<=-initrd )\S+/, quote(initrd))
		.replace(/(?<=filename=)\S+/, `${dir}/nvme.img`)
		.replaceAll(/(?:socket|file),id=(\w+),path=\S+/g, (_, id: string) => `file,id=${id},path=${dir}/${id}`);
}

async function bootByHand(command: string): Promise<number> {
	const {stderr} = await $`TIMEFORMAT=%3R; time eval ${command}`.quiet();
	return Math.round(Number(/[\d.]+$/.exec(stderr.trim())![0]) * 1000);
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
