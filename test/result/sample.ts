// A run that went well, as every stage gave it back; tests change what they are about.
import type {Boot} from '../../harness/boot/boot.js';
import type {EntryOutcome, EntryReport, GuestReport} from '../../harness/guest-log/read-guest-log.js';
import {planRun, type Plan} from '../../harness/plan/plan.js';
import type {RunFacts} from '../../harness/result/make-result.js';
import type {AppliedSeries} from '../../harness/series/series.js';
import type {Target} from '../../harness/target/target-schema.js';
import {makeTarget} from '../support.js';

export const sampleChecks = ['ring/read', 'ring/write', 'setup/plain'] as const;
export const polledBench = 'nvme.ring-polled.randread.4k.qd32';
export const plainBench = 'nvme.libaio.randread.4k.qd32';

export const sampleTarget: Target = makeTarget({benches: [{devices: ['nvme'], engines: ['libaio', 'ring-polled'], rw: ['randread'], bs: ['4k'], qd: [32]}]});
export const samplePlan: Plan = planRun({target: sampleTarget, allChecks: sampleChecks, request: {checks: [], benches: []}});

export function makeEntry(name: string, outcome: EntryOutcome = 'pass', reason = ''): EntryReport {
	return {name, outcome, reason, durationMs: 7, lines: outcome === 'pass' ? [] : ['doing it', reason]};
}

export function makeReport(fields: Partial<GuestReport> = {}): GuestReport {
	const entries = [...sampleChecks, `bench/${plainBench}`, `bench/${polledBench}`].map(name => makeEntry(name));
	return {
		plan: entries.length, done: true, running: undefined, exec: undefined, problems: [], entries,
		guest: {type: 'guest', kernel: '6.1.170', version: '#1 SMP', cpus: 2, memoryKiB: 500_000, cmdline: 'console=ttyS0'},
		devices: [
			{type: 'device', name: 'nvme0n1', kind: 'nvme', sectors: 524_288, pollQueues: 1},
			{type: 'device', name: 'nullb0', kind: 'null', sectors: 2_097_152, pollQueues: 1},
		],
		measurements: [
			{type: 'measurement', name: plainBench, ios: 2000, elapsed_ns: 100_000_000, lat_ns: {p50: 120_000, p99: 250_000}},
			{type: 'measurement', name: polledBench, ios: 5000, elapsed_ns: 100_000_000, lat_ns: {p50: 60_000, p99: 90_000}},
		],
		...fields,
	};
}

/** The report with some of its entries in another state. */
export function withEntries(...changed: readonly EntryReport[]): GuestReport {
	const report = makeReport();
	return {...report, entries: report.entries.map(entry => changed.find(({name}) => name === entry.name) ?? entry)};
}

export function makeBoot(fields: Partial<Boot> = {}): Boot {
	return {
		outcome: 'ok', reason: '', entry: undefined, accel: 'tcg', qemuVersion: '7.2.22', qemuArgv: ['qemu-system-x86_64', '-append', 'two words'],
		durationMs: 2345, planMs: 1200, report: makeReport(), splats: [], consoleTail: ['reboot: Power down'], consolePath: '/nowhere/console.log', ...fields,
	};
}

export const sampleApplied: Extract<AppliedSeries, {outcome: 'applied'}> = {
	outcome: 'applied', commit: 'c'.repeat(40), treeId: 'd'.repeat(40), seriesHash: 'a'.repeat(64), applied: 2, total: 2, whole: true, lastSubject: 'aio: add rings',
};

export const conflict: Extract<AppliedSeries, {outcome: 'conflict'}> = {
	outcome: 'conflict', patch: {number: 2, name: '0002-aio-add-rings.patch', subject: 'aio: add rings'},
	file: 'fs/aio.c', hunk: '@@ -1,2 +1,3 @@\n a\n+b', gitWords: 'error: patch failed: fs/aio.c:1', total: 2,
};

export const compileError: NonNullable<RunFacts['kernel']> = {
	outcome: 'compile-error', errors: ['fs/aio.c:1:1: error: expected \';\' before \'}\' token', '    1 | x', '      | ^'],
	compiler: 'gcc (Debian 12.2.0-14) 12.2.0', configHash: 'b'.repeat(64), log: 'make: *** Error 2\n', durationMs: 5000,
};

export function makeFacts(fields: Partial<RunFacts> = {}): RunFacts {
	return {
		runId: '2026-01-02T03-04-05Z-abcd', startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5), endedAtMs: Date.UTC(2026, 0, 2, 3, 4, 15),
		command: 'kernel-test run', target: sampleTarget, variant: 'default',
		tree: {sourceDir: '/nowhere/sources/1', baseCommit: 'e'.repeat(40), description: 'linux-source-6.1 6.1.170-1', isUserDir: false},
		series: {source: 'sample', patches: []}, applied: sampleApplied,
		kernel: {
			outcome: 'built', dir: '/nowhere/kernels/1', vmlinux: '/nowhere/kernels/1/vmlinux', bootImage: '/nowhere/kernels/1/vmlinux', key: 'f'.repeat(32), configHash: 'b'.repeat(64),
			compiler: 'gcc (Debian 12.2.0-14) 12.2.0', warnings: [], cached: false, durationMs: 61_000,
		},
		plan: samplePlan, accel: {accel: 'tcg', reason: '/dev/kvm is not there or not permitted'}, boot: makeBoot(),
		host: {kernel: '6.1.0-1-amd64', cpu: 'Some CPU', cpus: 2, node: 'v20.20.2'},
		...fields,
	};
}
/** Facts of a run that ended before its boot. */
export function makeFactsWithoutBoot(fields: Partial<RunFacts>): RunFacts {
	const {boot: _boot, accel: _accel, kernel: _kernel, ...rest} = makeFacts();
	return {...rest, ...fields};
}
