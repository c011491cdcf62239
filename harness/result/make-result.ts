// In: what every stage gave back, as far as the run came. Out: the result object. Pure.
import type {AccelChoice} from '../boot/choose-accel.js';
import {usualNvme} from '../boot/nvme-shape.js';
import type {Boot, MachineShape} from '../boot/boot.js';
import type {Kernel} from '../build/build-kernel.js';
import type {CountedBench} from '../count/count-benches.js';
import type {Coverage} from '../coverage/coverage.js';
import type {MeasurementRecord} from '../guest-log/records.js';
import type {Plan} from '../plan/plan.js';
import type {AppliedSeries, Series} from '../series/series.js';
import type {Target} from '../target/target-schema.js';
import type {Tree} from '../tree/tree.js';
import {makeFingerprint} from './fingerprint.js';
import {grantedPollQueues, judgeBenches} from './judge-benches.js';
import {judgeChecks} from './judge-checks.js';
import {divideCounts} from './divide-counts.js';
import type {CheckResult, Measurement, RunOutcome, RunResult} from './result-schema.js';

/** As far as the run came: a later field is absent when an earlier stage stood in the way. */
export interface RunFacts {
	readonly runId: string;
	readonly startedAtMs: number;
	readonly endedAtMs: number;
	readonly command: string;
	readonly target: Target;
	readonly variant: string;
	/** Checks that may not skip on this variant. */
	readonly mustRun?: readonly string[];
	readonly tree: Tree;
	readonly series: Series;
	readonly applied: AppliedSeries;
	readonly kernel?: Kernel;
	/** Of the program that measures. */
	readonly benchHash?: string;
	readonly plan?: Plan;
	readonly machine?: MachineShape;
	/** Checks may be about what this series has not. */
	readonly isPart?: true;
	readonly accel?: AccelChoice;
	/** As one, however many guests there were. */
	readonly boot?: Boot;
	/** What each guest ran and how it ended, when there were several. */
	readonly guests?: readonly Guest[];
	readonly counted?: readonly CountedBench[];
	readonly coverage?: Coverage;
	readonly host: RunResult['host'];
}

interface Guest {
	readonly plan: Plan;
	readonly boot: Boot;
}

export function makeResult(facts: RunFacts): RunResult {
	const {applied, kernel, plan, boot} = facts;
	// A device without poll queues, or with larger blocks, is not what every check is about.
	const isForAll = facts.machine === undefined || (facts.machine.nvme.pollQueues > 0 && facts.machine.nvme.lbaBytes === usualNvme.lbaBytes);
	const maySkip = isForAll && facts.isPart === undefined && applied.outcome === 'applied' && applied.whole && applied.total > 0 ? facts.target.checks.maySkip : undefined;
	const guests = facts.guests ?? (plan === undefined || boot === undefined ? [] : [{plan, boot}]);
	const checks = inPlanOrder(plan, guests.flatMap(guest => judgeChecks({planned: guest.plan.checks, boot: guest.boot, maySkip, mustRun: facts.mustRun ?? []})));
	const counts = boot === undefined ? [] : divideCounts({counted: facts.counted ?? [], records: boot.report.measurements, waiting: facts.target.waiting});
	const measurements = plan === undefined || boot === undefined ? [] : judgeBenches({planned: plan.benches, boot: guests[0]?.boot ?? boot, counts});
	const fingerprint = makeFingerprint(facts);
	return {
		schemaVersion: 1,
		runId: facts.runId,
		startedAt: new Date(facts.startedAtMs).toISOString(),
		durationMs: facts.endedAtMs - facts.startedAtMs,
		command: facts.command,
		...judgeRun(facts, checks, measurements),
		target: facts.target.name,
		variant: facts.variant,
		tree: describeTree(facts.tree),
		...(facts.machine === undefined ? {} : {machine: describeMachine(facts.machine)}),
		...(plan?.fuzz === undefined ? {} : {seed: plan.fuzz.seed, fuzzOps: plan.fuzz.ops}),
		series: describeSeries(facts.series, applied),
		...(kernel === undefined ? {} : {build: describeBuild(kernel)}),
		...(boot === undefined ? {} : {boot: describeBoot(boot, facts.accel?.reason ?? '', guests.length)}),
		...(fingerprint === undefined ? {} : {fingerprint}),
		checks,
		measurements,
		...describeBenches(boot?.report.measurements ?? []),
		...(counts.length === 0 ? {} : {counts}),
		...(facts.coverage === undefined ? {} : {coverage: summarizeCoverage(facts.coverage)}),
		...(boot?.report.exec === undefined || plan?.exec === undefined ? {} : {exec: {argv: [...plan.exec.argv], ...dropType(boot.report.exec)}}),
		host: facts.host,
	};
}

function judgeRun({applied, kernel, boot, plan, coverage}: RunFacts, checks: readonly CheckResult[], measurements: readonly Measurement[]): {outcome: RunOutcome; summary: string} {
	if (applied.outcome === 'conflict') {
		return {outcome: 'untestable', summary: `patch ${applied.patch.number} (${applied.patch.name}) does not apply${applied.file === '' ? '' : ` to ${applied.file}`}`};
	}
	if (kernel?.outcome === 'compile-error') return {outcome: 'untestable', summary: 'the kernel does not compile'};
	if (boot === undefined) return {outcome: 'broken', summary: 'not booted'};
	if (boot.outcome === 'qemu-failed') return {outcome: 'broken', summary: boot.reason};
	if (boot.outcome !== 'ok') return {outcome: 'fail', summary: `${boot.outcome}: ${boot.reason}`};
	const bad = checks.filter(({outcome}) => outcome !== 'pass' && outcome !== 'skip');
	if (bad.length > 0) return {outcome: 'fail', summary: `${bad.length} of ${checks.length} checks failed: ${bad.slice(0, 5).map(({name}) => name).join(', ')}${bad.length > 5 ? ' ...' : ''}`};
	const broken = measurements.filter(({outcome}) => outcome === 'broken');
	if (broken.length > 0) return {outcome: 'fail', summary: `${broken.length} benches gave no number: ${broken[0]!.name}: ${broken[0]!.reason}`};
	const loose = boot.splats.filter(({entry}) => entry === undefined || !checks.some(({name}) => name === entry));
	if (loose.length > 0) return {outcome: 'fail', summary: `the kernel complained: ${loose[0]!.line}`};
	if (boot.report.problems.length > 0) return {outcome: 'fail', summary: `the guest's report is not to be trusted: ${boot.report.problems[0]!}`};
	const covered = coverage === undefined ? '' : `${coverage.executed} of ${coverage.executable} added lines executed`;
	if (coverage !== undefined && coverage.percent < coverage.percentMin) return {outcome: 'fail', summary: `${covered}, ${coverage.percentMin} % are wanted`};
	const exec = boot.report.exec;
	if (plan?.exec !== undefined) {
		if (exec === undefined) return {outcome: 'fail', summary: 'the program left no exit status'};
		if (exec.timedOut) return {outcome: 'fail', summary: `the program was ended after ${plan.exec.timeoutMs / 1000} s`};
		return {outcome: exec.status === 0 && exec.signal === 0 ? 'pass' : 'fail', summary: exec.signal === 0 ? `exit status ${exec.status}` : `killed by signal ${exec.signal}`};
	}
	const passed = checks.filter(({outcome}) => outcome === 'pass').length;
	const skipped = checks.length - passed;
	const measured = new Set(measurements.filter(({outcome}) => outcome === 'pass').map(({name}) => name.replace(/\.[^.]+$/, ''))).size;
	const parts = [
		...(checks.length === 0 ? [] : [`${passed} checks passed${skipped === 0 ? '' : `, ${skipped} skipped`}`]),
		...(measurements.length === 0 ? [] : [`${measured} benches measured`]),
		...(covered === '' ? [] : [covered]),
	];
	return {outcome: 'pass', summary: parts.join(', ') || 'booted'};
}

function describeTree({description, baseCommit, sha256, passedOver}: Tree): RunResult['tree'] {
	return {
		description, commit: baseCommit,
		...(sha256 === undefined ? {} : {sha256}),
		...(passedOver === undefined ? {} : {passedOver: passedOver.map(other => ({...other}))}),
	};
}

function describeMachine({cpus, memoryMiB, nvme, append, qemuArgs}: MachineShape): NonNullable<RunResult['machine']> {
	return {cpus, memoryMiB, nvme, append, qemuArgs: [...qemuArgs]};
}

function describeSeries({source, sha256}: Series, applied: AppliedSeries): RunResult['series'] {
	const from = {source, ...(sha256 === undefined ? {} : {sha256})};
	if (applied.outcome === 'conflict') {
		return {
			...from, patch: applied.patch.number, total: applied.total,
			conflict: {patch: applied.patch.name, subject: applied.patch.subject, file: applied.file, hunk: applied.hunk, gitWords: applied.gitWords},
		};
	}
	return {
		...from, hash: applied.seriesHash, patch: applied.applied, total: applied.total,
		...(applied.lastSubject === undefined ? {} : {lastSubject: applied.lastSubject}),
	};
}

function describeBuild(kernel: Kernel): NonNullable<RunResult['build']> {
	const {configHash, compiler, durationMs} = kernel;
	return kernel.outcome === 'built'
		? {outcome: 'built', key: kernel.key, configHash, compiler, cached: kernel.cached, durationMs, warnings: [...kernel.warnings], errors: []}
		: {outcome: 'compile-error', configHash, compiler, cached: false, durationMs, warnings: [], errors: [...kernel.errors]};
}

/** A check's verdict comes from the guest that ran it. */
function inPlanOrder(plan: Plan | undefined, checks: readonly CheckResult[]): CheckResult[] {
	const byName = new Map(checks.map(check => [check.name, check]));
	return plan?.checks.flatMap(({name}) => byName.get(name) ?? []) ?? [];
}

function describeBoot(boot: Boot, accelReason: string, guests: number): NonNullable<RunResult['boot']> {
	const {report} = boot;
	return {
		outcome: boot.outcome, reason: boot.reason, accel: boot.accel, accelReason, qemu: boot.qemuVersion,
		...(boot.entry === undefined ? {} : {entry: boot.entry}),
		...(boot.bootedAgain === undefined ? {} : {bootedAgain: boot.bootedAgain}),
		...(guests < 2 ? {} : {guests}),
		durationMs: boot.durationMs,
		...(boot.planMs === undefined ? {} : {planMs: boot.planMs}),
		...(report.guest === undefined ? {} : {kernel: report.guest.kernel}),
		pollQueues: grantedPollQueues('nvme', report.devices),
		devices: report.devices.map(({name, kind, sectors, pollQueues}) => ({name, kind, sectors, pollQueues})),
		kernelWarnings: boot.splats.map(({kind, line, entry}) => ({kind, line, ...(entry === undefined ? {} : {entry})})),
		consoleTail: [...boot.consoleTail],
		problems: [...report.problems],
	};
}

/** What the bench program said of a bench beside its numbers. */
function describeBenches(records: readonly MeasurementRecord[]): Pick<RunResult, 'parameters' | 'latencies'> {
	const parameters = records.flatMap(({name: bench, parameters}) => parameters === undefined ? [] : [{bench, parameters}]);
	const latencies = records.flatMap(({name: bench, lat_buckets_ns: buckets}) => buckets === undefined ? [] : [{bench, buckets}]);
	return {...(parameters.length === 0 ? {} : {parameters}), ...(latencies.length === 0 ? {} : {latencies})};
}

function summarizeCoverage({executable, executed, excepted, percent}: Coverage): NonNullable<RunResult['coverage']> {
	return {executable, executed, excepted, percent};
}

function dropType<T extends {type: string}>({type: _, ...rest}: T): Omit<T, 'type'> {
	return rest;
}
