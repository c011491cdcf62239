// What was tested, and what kept the run from its end: a patch that does not apply, a compiler's errors, the console's
// last lines, what broke the guest's protocol. Pure.
import {describeNvme, isUsualNvme} from '../boot/nvme-shape.js';
import {quoteForShell} from '../lib/shell-words.js';
import type {RunResult} from '../result/result-schema.js';
import {formatCount, formatSeconds} from './format.js';
import type {Part, Section} from './parts.js';

export function describeSubject({target, variant, tree, series}: RunResult): string {
	return [`${target}, variant ${variant}`, tree.description, describeSeries(series)].join(' \u{b7} ');
}

function describeSeries({total, patch, lastSubject}: RunResult['series']): string {
	if (total === 0) return 'no series';
	return `patch ${patch} of ${total}${lastSubject === undefined ? '' : `: ${lastSubject}`}`;
}

export function makeFactsSection(result: RunResult): Section {
	const {target, variant, tree, series, build, boot, machine, coverage, exec} = result;
	const rows: Array<readonly [string, string]> = [
		['target', `${target}, variant ${variant}`],
		['tree', `${tree.description}, commit ${tree.commit.slice(0, 12)}`],
		...(tree.passedOver ?? []).map(({source, reason}) => ['passed over', `${source}: ${reason}`] as const),
		['series', `${describeSeries(series)}${series.total === 0 ? '' : `, from ${series.source}`}`],
	];
	if (build !== undefined) rows.push(['build', `${build.outcome}${build.cached ? ', unchanged' : ` in ${formatSeconds(build.durationMs)}`}, ${build.compiler}${build.warnings.length === 0 ? '' : `, ${formatCount(build.warnings.length, 'warning line')}`}`]);
	if (boot !== undefined) {
		rows.push(
			['boot', `${boot.outcome}${boot.reason === '' ? '' : `, ${boot.reason}`}, ${boot.kernel ?? 'kernel unknown'}, ${formatSeconds(boot.durationMs)}${boot.guests === undefined ? '' : `, ${boot.guests} guests side by side`}`],
			['accelerator', `${boot.accel}, QEMU ${boot.qemu}${boot.accelReason === '' ? '' : ` (${boot.accelReason})`}`],
			['poll queues', boot.devices.length === 0 ? String(boot.pollQueues) : boot.devices.map(({name, pollQueues}) => `${name}: ${pollQueues}`).join(', ')],
		);
	}
	if (machine !== undefined && !isUsualNvme(machine.nvme)) rows.push(['NVMe devices', describeNvme(machine.nvme)]);
	if (machine !== undefined && machine.append !== '') rows.push(['kernel parameters', machine.append]);
	if (machine !== undefined && machine.qemuArgs.length > 0) rows.push(['QEMU\'s arguments', machine.qemuArgs.map(quoteForShell).join(' ')]);
	if (coverage !== undefined) rows.push(['coverage', `${coverage.executed} of ${coverage.executable} added lines executed, ${coverage.excepted} more excepted with a reason`]);
	if (exec !== undefined) rows.push(['program', `${exec.argv.join(' ')}: ${exec.timedOut ? 'ended at its time limit' : exec.signal === 0 ? `exit status ${exec.status}` : `killed by signal ${exec.signal}`}`]);
	rows.push(['run', `${result.runId}, started ${result.startedAt}, ${formatSeconds(result.durationMs)}`]);
	return {id: 'tested', heading: 'What was tested', parts: [{type: 'rows', rows}]};
}

/** Left out when all went its way. */
export function makeTroubleSection({series: {conflict}, build, boot}: RunResult): readonly Section[] {
	const parts: Part[] = [];
	if (conflict !== undefined) {
		parts.push(
			{type: 'text', text: `${conflict.patch}, \u{201c}${conflict.subject}\u{201d}, does not apply${conflict.file === '' ? '.' : ` to ${conflict.file}. This hunk found no place:`}`},
			{type: 'code', lines: (conflict.hunk || conflict.gitWords).split('\n')},
		);
	}
	if (build !== undefined && build.errors.length > 0) parts.push({type: 'code', caption: 'The compiler says', lines: build.errors});
	if (boot !== undefined && boot.outcome !== 'ok') parts.push({type: 'code', caption: `The last lines of the console (${boot.outcome})`, lines: boot.consoleTail.length === 0 ? ['(it is empty)'] : boot.consoleTail});
	if (boot !== undefined && boot.problems.length > 0) parts.push({type: 'code', caption: 'In the guest\'s report', lines: boot.problems});
	return parts.length === 0 ? [] : [{id: 'trouble', heading: 'What went wrong', parts}];
}
