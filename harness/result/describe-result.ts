// The result as a person reads it on the terminal: verdict first, then what stands in the way,
// then checks and numbers, then where the files are. Pure: text out.
import Table from 'cli-table3';
import colors from 'picocolors';
import {describeNvme, isUsualNvme} from '../boot/nvme-shape.js';
import {plainTable, trimLines} from '../lib/plain-table.js';
import {quoteForShell} from '../lib/shell-words.js';
import type {BenchCounts, CheckResult, Measurement, RunResult} from './result-schema.js';

interface DescribeOptions {
	/** Every check a row; otherwise groups that passed whole, or were skipped for one reason, are one row each. */
	readonly verbose: boolean;
	readonly runDir: string | undefined;
}

export function describeResult(result: RunResult, {verbose, runDir}: DescribeOptions): string {
	return [
		describeWhat(result),
		...describeConflict(result),
		...describeCompileErrors(result),
		...(result.checks.length === 0 ? [] : [describeChecks(result.checks, verbose)]),
		...describeMeasurements(result),
		...describeCounts(result, verbose),
		...describeBootTrouble(result),
		`${paint(result.outcome, result.outcome.toUpperCase())}: ${result.summary}${runDir === undefined ? '' : `\nfiles: ${runDir}`}`,
	].join('\n\n');
}

function describeWhat({target, variant, tree, series, build, boot, machine, seed, fuzzOps}: RunResult): string {
	const rows: Array<[string, string]> = [
		['target', `${target}, variant ${variant}`],
		['tree', tree.description],
		...(tree.passedOver ?? []).map(({source, reason}): [string, string] => ['passed over', reason.includes(source.split(' ')[0]!) ? reason : `${source}: ${reason}`]),
		['series', series.total === 0 ? 'none' : `patch ${series.patch} of ${series.total}${series.lastSubject === undefined ? '' : `: ${series.lastSubject}`}`],
	];
	if (build !== undefined) rows.push(['build', `${build.outcome}${build.cached ? ' (unchanged)' : ` in ${seconds(build.durationMs)}`}, ${build.compiler}${build.warnings.length > 0 ? `, ${build.warnings.length} warning lines` : ''}`]);
	if (boot !== undefined) {
		rows.push(
			['boot', `${boot.outcome} in ${seconds(boot.durationMs)}${boot.guests === undefined ? '' : `, ${boot.guests} guests side by side`}, ${boot.kernel ?? 'kernel unknown'}, QEMU ${boot.qemu}`],
			['accel', boot.accelReason === '' ? boot.accel : `${boot.accel} (${boot.accelReason})`],
			['poll queues', boot.devices.length === 0 ? String(boot.pollQueues) : boot.devices.map(({name, pollQueues}) => `${name}: ${pollQueues}`).join(', ')],
		);
	}
	if (machine !== undefined && !isUsualNvme(machine.nvme)) rows.push(['NVMe', describeNvme(machine.nvme)]);
	if (machine !== undefined && machine.append !== '') rows.push(['append', machine.append]);
	if (machine !== undefined && machine.qemuArgs.length > 0) rows.push(['QEMU args', machine.qemuArgs.map(quoteForShell).join(' ')]);
	if (seed !== undefined) rows.push(['fuzz', `--seed ${seed} --fuzz-ops ${fuzzOps}`]);
	return rows.map(([key, value]) => `${colors.dim(key.padEnd(12))}${value}`).join('\n');
}

function describeConflict({series: {conflict}}: RunResult): string[] {
	if (conflict === undefined) return [];
	return [[
		`${conflict.patch}: ${conflict.subject}`,
		conflict.file === '' ? conflict.gitWords : `does not apply to ${conflict.file}; the hunk that found no place:`,
		...(conflict.hunk === '' ? [] : [conflict.hunk]),
	].join('\n')];
}

function describeCompileErrors({build}: RunResult): string[] {
	return build === undefined || build.errors.length === 0 ? [] : [build.errors.join('\n')];
}

function describeChecks(checks: readonly CheckResult[], verbose: boolean): string {
	const table = new Table({...plainTable, head: ['check', 'verdict', 'ms', ''].map(text => colors.dim(text))});
	const groups = groupByGroup(checks);
	for (const [group, members] of groups) {
		if (!verbose && members.length > 1 && isUniform(members)) {
			const {outcome, reason} = members[0]!;
			table.push([`${group}/*`, paint(outcome, outcome), sum(members), `${members.length} checks${reason === '' ? '' : `: ${reason}`}`]);
			continue;
		}
		for (const {name, outcome, durationMs, reason, output} of members) {
			table.push([name, paint(outcome, outcome), String(durationMs), reason]);
			if (outcome !== 'pass' && outcome !== 'skip') {
				for (const line of output.slice(-8)) if (line !== reason) table.push(['', '', '', colors.dim(line)]);
			}
		}
	}
	return trimLines(table.toString());
}

function describeMeasurements({measurements, boot}: RunResult): string[] {
	if (!measurements.some(({name}) => name.endsWith('.iops'))) return [];
	const table = new Table({...plainTable, head: ['bench', 'IOPS', 'p50 us', 'p99 us', ''].map(text => colors.dim(text)), colAligns: ['left', 'right', 'right', 'right', 'left']});
	const byName = new Map(measurements.map(measurement => [measurement.name, measurement]));
	for (const {name, value, outcome, reason} of measurements) {
		if (!name.endsWith('.iops')) continue;
		const bench = name.slice(0, -'.iops'.length);
		table.push([
			bench, value === null ? paint(outcome, outcome) : groupDigits(value),
			micros(byName.get(`${bench}.lat_p50_ns`)), micros(byName.get(`${bench}.lat_p99_ns`)), reason,
		]);
	}
	const note = boot?.accel === 'tcg' ? `\n${colors.dim('Emulated CPU (TCG): compare these inside this one run only.')}` : '';
	return [trimLines(table.toString()) + note];
}

const insnsMetric = '.insns_per_io';

function describeCounts({measurements, counts = []}: RunResult, verbose: boolean): string[] {
	const totals = measurements.filter(({name}) => name.endsWith(insnsMetric));
	if (totals.length === 0) return [];
	const table = new Table({...plainTable, head: ['bench', 'instructions/IO', 'work', 'waiting', ''].map(text => colors.dim(text)), colAligns: ['left', 'right', 'right', 'right', 'left']});
	const byName = new Map(measurements.map(measurement => [measurement.name, measurement.value]));
	for (const {name, value, outcome, reason} of totals) {
		const bench = name.slice(0, -insnsMetric.length);
		table.push([bench, value === null ? paint(outcome, outcome) : twoDigits(value), ...['work', 'wait'].map(kind => twoDigits(byName.get(`${bench}.${kind}_insns_per_io`))), reason]);
	}
	return [trimLines(table.toString()), ...(verbose ? counts.map(describeFunctions) : [])];
}

function describeFunctions({bench, ios, functions}: BenchCounts): string {
	const table = new Table({...plainTable, head: [`${bench}, ${ios} IOs`, 'instructions/IO', ''].map(text => colors.dim(text)), colAligns: ['left', 'right', 'left']});
	for (const {name, kind, insnsPerIo} of functions) if (insnsPerIo >= 0.005) table.push([name, twoDigits(insnsPerIo), kind === 'wait' ? 'waiting' : '']);
	return trimLines(table.toString());
}

function describeBootTrouble({boot}: RunResult): string[] {
	if (boot === undefined || (boot.outcome === 'ok' && boot.problems.length === 0)) return [];
	return [
		...(boot.outcome === 'ok' ? [] : [`last lines of the console:\n${boot.consoleTail.map(line => `  ${line}`).join('\n')}`]),
		...(boot.problems.length === 0 ? [] : [`in the guest's report:\n${boot.problems.slice(0, 10).map(line => `  ${line}`).join('\n')}`]),
	];
}

function paint(outcome: RunResult['outcome'] | CheckResult['outcome'], text: string): string {
	if (outcome === 'pass') return colors.green(text);
	return outcome === 'skip' ? colors.yellow(text) : colors.red(text);
}

function groupOf({name}: CheckResult): string {
	return name.split('/')[0]!;
}

function groupByGroup(checks: readonly CheckResult[]): Map<string, CheckResult[]> {
	const groups = new Map<string, CheckResult[]>();
	for (const check of checks) groups.set(groupOf(check), [...groups.get(groupOf(check)) ?? [], check]);
	return groups;
}

function isUniform(checks: readonly CheckResult[]): boolean {
	const {outcome, reason} = checks[0]!;
	return (outcome === 'pass' || outcome === 'skip') && checks.every(check => check.outcome === outcome && (outcome === 'pass' || check.reason === reason));
}

function sum(checks: readonly CheckResult[]): string {
	return String(checks.reduce((total, {durationMs}) => total + durationMs, 0));
}

function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

function micros(measurement: Measurement | undefined): string {
	return measurement?.value === null || measurement === undefined ? '' : (measurement.value / 1000).toFixed(1);
}

function twoDigits(value: number | null | undefined): string {
	return value?.toLocaleString('en-US', {minimumFractionDigits: 2, maximumFractionDigits: 2}) ?? '';
}

function groupDigits(value: number): string {
	return value.toLocaleString('en-US');
}
