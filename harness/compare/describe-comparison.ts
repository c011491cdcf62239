// A comparison as a person reads it on the terminal: a sentence a metric, the functions that changed below it. Pure.
import colors from 'picocolors';
import {signed} from './compare-counts.js';
import type {Comparison, MetricComparison, Verdict} from './comparison.js';
import {describeRangeDiff} from './describe-range-diff.js';

interface DescribeOptions {
	/** All that changed; otherwise the first few functions of each metric, and lines of each patch. */
	readonly verbose: boolean;
}

const functionsShown = 5;

const paints: Readonly<Record<Verdict, (text: string) => string>> = {better: colors.green, worse: colors.red, same: text => text, unsure: colors.yellow};

export function describeComparison({base, head, differences, metrics, outcome, summary, rangeDiff}: Comparison, {verbose}: DescribeOptions): string {
	return [
		[`${colors.dim('base'.padEnd(12))}${base.name}, ${boots(base.boots)}`, `${colors.dim('head'.padEnd(12))}${head.name}, ${boots(head.boots)}`].join('\n'),
		...(rangeDiff === undefined ? [] : [describeRangeDiff(rangeDiff, {verbose})]),
		...(differences.length === 0 ? [] : [['measured differently, so the numbers below are not judged:', ...differences.map(line => `  ${line}`)].join('\n')]),
		...metrics.map(metric => describeMetric(metric, verbose)),
		`${outcome === 'pass' ? colors.green('PASS') : colors.red('FAIL')}: ${summary}`,
	].join('\n\n');
}

function describeMetric({name, unit, verdict, base, head, sentence, functions = []}: MetricComparison, verbose: boolean): string {
	const shown = verbose ? functions : functions.slice(0, functionsShown);
	return [
		`${name}  ${number(base)} -> ${number(head)} ${unit}`,
		`  ${paints[verdict](sentence)}`,
		...shown.map(change => `    ${change.name.padEnd(32)} ${number(change.base)} -> ${number(change.head)}  ${signed(change.delta)}`),
		...(shown.length < functions.length ? [`    and ${functions.length - shown.length} more; --verbose shows all`] : []),
	].join('\n');
}

function boots(count: number): string {
	return count === 1 ? '1 boot' : `${count} boots`;
}

function number(value: number | null): string {
	return value === null ? 'none' : String(Number(value.toFixed(3)));
}
