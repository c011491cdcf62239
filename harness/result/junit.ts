// The result as JUnit XML, for CI pages. Pure.
import {junitBuilder} from '../lib/junit-builder.js';
import type {RunResult} from './result-schema.js';

/** One suite of checks; a run that ended before its checks is one failed test case. */
export function makeJunit(result: RunResult): string {
	const report = junitBuilder.newBuilder();
	const suite = report.testSuite().name(`${result.target}.${result.variant}`).timestamp(new Date(result.startedAt)).time(result.durationMs / 1000);
	if (result.outcome !== 'pass' && result.checks.every(({outcome}) => outcome === 'pass' || outcome === 'skip')) {
		const testCase = suite.testCase().className('run').name('kernel');
		const words = [result.summary, ...result.build?.errors ?? [], ...result.boot?.consoleTail ?? []].join('\n');
		if (result.outcome === 'fail') testCase.failure(words);
		else testCase.error(words);
	}
	for (const {name, outcome, reason, durationMs, output} of result.checks) {
		const [group = '', ...behaviour] = name.split('/');
		const testCase = suite.testCase().className(group).name(behaviour.join('/')).time(durationMs / 1000);
		if (outcome === 'skip') testCase.skipped();
		else if (outcome === 'broken') testCase.error([reason, ...output].join('\n'));
		else if (outcome !== 'pass') testCase.failure([reason, ...output].join('\n'), outcome);
	}
	return report.build();
}
