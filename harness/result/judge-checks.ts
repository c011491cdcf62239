// In: the plan and what the guest reported. Out: a verdict for every planned check, the ones that
// never ran included. Pure.
import picomatch from 'picomatch';
import type {Boot} from '../boot/boot.js';
import type {EntryReport} from '../guest-log/read-guest-log.js';
import type {PlannedCheck} from '../plan/plan.js';
import type {CheckResult} from './result-schema.js';

interface JudgeInput {
	readonly planned: readonly PlannedCheck[];
	readonly boot: Boot;
	/** The whole series is in: then only these may skip, and any other skip is a failure. */
	readonly maySkip: readonly string[] | undefined;
	/** Not these, whatever maySkip says: they are what this variant is for. */
	readonly mustRun?: readonly string[];
}

/** A verdict per planned check, in plan order. */
export function judgeChecks({planned, boot, maySkip, mustRun = []}: JudgeInput): CheckResult[] {
	const failsBySkip = (name: string): boolean => maySkip !== undefined && (!picomatch.isMatch(name, maySkip as string[]) || picomatch.isMatch(name, mustRun as string[]));
	const reports = new Map(boot.report.entries.map(entry => [entry.name, entry]));
	return planned.map(({name}) => {
		const report = reports.get(name);
		const kernelWarnings = boot.splats.filter(({entry}) => entry === name).map(({line}) => line);
		const base = {name, kernelWarnings, durationMs: report?.durationMs ?? 0, output: [] as string[]};
		if (report === undefined) return {...base, ...judgeMissing(name, boot)};
		const verdict = judgeReported(report, kernelWarnings, failsBySkip(name));
		return {...base, ...verdict, output: verdict.outcome === 'pass' ? [] : [...report.lines]};
	});
}

function judgeReported(report: EntryReport, kernelWarnings: readonly string[], failsBySkip: boolean): Pick<CheckResult, 'outcome' | 'reason'> {
	if (kernelWarnings.length > 0 && report.outcome !== 'timeout') {
		return {outcome: 'fail', reason: `the kernel complained: ${kernelWarnings[0]!}`};
	}
	if (report.outcome === 'skip' && failsBySkip) {
		return {outcome: 'fail', reason: `skipped although the whole series is applied: ${report.reason}`};
	}
	return {outcome: report.outcome, reason: report.reason};
}

/** A planned check without a result: the one that was running when the boot ended, or one that never ran. */
function judgeMissing(name: string, boot: Boot): Pick<CheckResult, 'outcome' | 'reason'> {
	if (boot.entry !== name) return {outcome: 'broken', reason: boot.outcome === 'ok' ? 'the guest gave no result' : `not run: ${boot.outcome} earlier`};
	const outcome = boot.outcome === 'panic' || boot.outcome === 'oops' ? 'panic'
		: boot.outcome === 'hang' || boot.outcome === 'timeout' ? 'timeout' : 'broken';
	return {outcome, reason: boot.reason};
}
