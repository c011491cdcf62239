// The checks of a run: those that did not pass with what they said, then a row per group, then every one. Pure.
import {groupBy} from '../lib/group-by.js';
import type {CheckResult} from '../result/result-schema.js';
import {formatCount, formatNumber} from './format.js';
import type {Cell, Part, Section} from './parts.js';

const outputLinesMax = 40;

export function makeChecksSection(checks: readonly CheckResult[]): readonly Section[] {
	if (checks.length === 0) return [];
	const bad = checks.filter(({outcome}) => outcome !== 'pass' && outcome !== 'skip');
	const skipped = checks.filter(({outcome}) => outcome === 'skip');
	return [{
		id: 'checks', heading: 'Checks',
		parts: [
			...bad.flatMap(showTrouble),
			makeGroupTable(checks),
			...(skipped.length === 0 ? [] : [makeReasonTable(skipped)]),
			{type: 'details', summary: `Every check: ${formatCount(checks.length, 'row')}`, parts: [makeCheckTable(checks)]},
		],
	}];
}

/** What a failed check printed, and what the kernel said meanwhile. */
function showTrouble({name, outcome, reason, output, kernelWarnings}: CheckResult): readonly Part[] {
	return [{type: 'code', caption: `${name}: ${outcome}${reason === '' ? '' : `: ${reason}`}`, lines: [
		...output.slice(-outputLinesMax), ...kernelWarnings.map(line => `kernel: ${line}`),
		...(output.length + kernelWarnings.length === 0 ? ['(it printed nothing)'] : []),
	]}];
}

function makeGroupTable(checks: readonly CheckResult[]): Part {
	const groups = groupBy(checks, ({name}) => name.split('/')[0]!);
	const count = (members: readonly CheckResult[], wanted: (outcome: string) => boolean): number => members.filter(({outcome}) => wanted(outcome)).length;
	return {
		type: 'table', caption: 'Checks by group',
		columns: [{text: 'group'}, {text: 'passed', isNumber: true}, {text: 'skipped', isNumber: true}, {text: 'failed', isNumber: true}, {text: 'ms', isNumber: true}],
		rows: [...groups].map(([group, members]): readonly Cell[] => {
			const failed = count(members, outcome => outcome !== 'pass' && outcome !== 'skip');
			return [
				{text: group}, {text: String(count(members, outcome => outcome === 'pass'))}, {text: String(count(members, outcome => outcome === 'skip'))},
				failed === 0 ? {text: '0'} : {text: String(failed), outcome: 'fail'},
				{text: formatNumber(members.reduce((sum, {durationMs}) => sum + durationMs, 0))},
			];
		}),
	};
}

/** Skips by reason: often a whole group has the same. */
function makeReasonTable(skipped: readonly CheckResult[]): Part {
	const reasons = groupBy(skipped, ({reason}) => reason);
	return {
		type: 'table', caption: 'Skipped, because', columns: [{text: 'checks', isNumber: true}, {text: 'reason', isLong: true}],
		rows: [...reasons].map(([reason, members]) => [{text: String(members.length)}, {text: reason || 'no reason given'}]),
	};
}

function makeCheckTable(checks: readonly CheckResult[]): Part {
	return {
		type: 'table', caption: 'Every check', columns: [{text: 'check'}, {text: 'verdict'}, {text: 'ms', isNumber: true}, {text: 'reason', isLong: true}],
		rows: checks.map(({name, outcome, durationMs, reason}) => [{text: name}, {text: outcome, outcome}, {text: formatNumber(durationMs)}, {text: reason}]),
	};
}
