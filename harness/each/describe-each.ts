// The rows of `each` on the terminal: a row a patch, what stands in the way below. Pure.
import Table from 'cli-table3';
import colors from 'picocolors';
import {plainTable} from '../lib/plain-table.js';
import type {EachRow} from './make-row.js';

export function describeEach(rows: readonly EachRow[]): string {
	const benches = [...new Set(rows.flatMap(({costs}) => costs.map(({bench}) => bench)))];
	const table = new Table({head: ['patch', '', 'checks', 'build', 'boot', ...benches, 'subject'], colAligns: ['right', 'left', 'right', 'right', 'right', ...benches.map(() => 'right' as const), 'left'], ...plainTable});
	for (const row of rows) {
		const {passed, skipped, failed} = row.checks;
		table.push([
			row.patch, row.outcome === 'pass' ? colors.green('pass') : colors.red(row.outcome),
			`${passed}/${passed + failed.length}${skipped > 0 ? ` (${skipped} skipped)` : ''}`, row.buildMs === 0 ? 'cached' : seconds(row.buildMs), seconds(row.bootMs),
			...benches.map(bench => describeCost(row, bench)), row.subject,
		]);
	}
	const bad = rows.filter(({outcome}) => outcome !== 'pass');
	return [
		table.toString(),
		...bad.map(({patch, subject, summary, newWarnings}) => [`patch ${patch} (${subject}): ${summary}`, ...newWarnings.map(line => `  ${line}`)].join('\n')),
		`${bad.length === 0 ? colors.green('PASS') : colors.red('FAIL')}: ${summarizeEach(rows)}`,
	].join('\n\n');
}

export function summarizeEach(rows: readonly EachRow[]): string {
	const bad = rows.filter(({outcome}) => outcome !== 'pass');
	const built = rows.reduce((sum, {buildMs}) => sum + buildMs, 0);
	const booted = rows.reduce((sum, {bootMs}) => sum + bootMs, 0);
	return `${rows.length - bad.length} of ${rows.length} prefixes pass${bad.length === 0 ? '' : `; not ${bad.map(({patch}) => patch).join(', ')}`}; compiling ${seconds(built)}, booted ${seconds(booted)}`;
}

function describeCost({costs}: EachRow, wanted: string): string {
	const cost = costs.find(({bench}) => bench === wanted);
	if (cost === undefined) return '';
	const change = cost.delta === null || Math.abs(cost.delta) < 0.005 ? '' : ` (${cost.delta > 0 ? '+' : ''}${cost.delta.toFixed(2)})`;
	return `${cost.work.toFixed(2)}${change}`;
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}
