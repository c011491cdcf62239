// The rows of `each` as JUnit XML: a test case a patch. Pure.
import {junitBuilder} from '../lib/junit-builder.js';
import type {EachRow} from './make-row.js';

export function makeEachJunit(target: string, rows: readonly EachRow[]): string {
	const report = junitBuilder.newBuilder();
	const suite = report.testSuite().name(`${target}.each`);
	for (const {patch, subject, outcome, summary, newWarnings, checks, buildMs, bootMs} of rows) {
		const testCase = suite.testCase().className('patch').name(`${String(patch).padStart(4, '0')} ${subject}`).time((buildMs + bootMs) / 1000);
		const words = [summary, ...newWarnings, ...checks.failed].join('\n');
		if (outcome === 'fail') testCase.failure(words);
		if (outcome === 'untestable') testCase.error(words);
	}
	return report.build();
}
