// The series of a metric or check as a table a person reads at a terminal. Pure.
import {formatTable} from '../lib/plain-table.js';
import type {HistoryPoint, HistorySeries} from './list-history.js';

const kernelShown = 12;

export function describeHistory(series: readonly HistorySeries[]): string {
	return series.map(({job, name, unit, points}) => {
		const rows = points.map(point => [point.nightId, String(point.value), describeChange(point), point.subject, `${point.kernel.slice(0, kernelShown)}${point.isBuild ? ' (new)' : ''}`]);
		const table = formatTable([['night', 'left'], [unit || 'outcome', 'right'], ['change', 'right'], ['tree and series', 'left'], ['kernel', 'left']], rows);
		return `${name} (${job})\n${table}`;
	}).join('\n\n');
}

function describeChange({change, isOther}: HistoryPoint): string {
	if (isOther) return 'measured otherwise';
	if (change === undefined) return '';
	return change === 0 ? '0' : `${change > 0 ? '+' : ''}${(change * 100).toFixed(2)} %`;
}
