// A night as JUnit XML, for CI pages: a suite a job, a case a check. What got worse is a failure, what could not be tested an
// error; a flaky check is none of them, and its case says so. Pure.
import {junitBuilder} from '../lib/junit-builder.js';
import type {Finding, JobResult, Night} from '../nightly/night.js';
import {cleanText} from '../lib/clean-text.js';

export function makeNightJunit(night: Night): string {
	const {startedAt, jobs, findings} = cleanText(night);
	const report = junitBuilder.newBuilder();
	for (const result of jobs) {
		const {job, durationMs} = result;
		const suite = report.testSuite().name(job.id.replaceAll('/', '.')).timestamp(new Date(startedAt)).time(durationMs / 1000);
		const found = findings.filter(finding => finding.job === job.id);
		addJob(suite.testCase().className(job.kind).name('job').time(durationMs / 1000), result, found);
		for (const {name, outcomes, reason} of result.checks) {
			const [group = '', ...behaviour] = name.split('/');
			const testCase = suite.testCase().className(group).name(behaviour.join('/'));
			const said = found.find(finding => finding.name === name && finding.kind.startsWith('check-'));
			if (said?.kind === 'check-failed') testCase.failure(words(said), outcomes.find(outcome => outcome !== 'pass' && outcome !== 'skip') ?? 'fail');
			else if (said?.kind === 'check-flaky') testCase.standardOutput(`flaky: ${said.sentence}`);
			else if (outcomes.length > 0 && outcomes.every(outcome => outcome === 'skip')) testCase.skipped();
			else if (reason !== '') testCase.standardOutput(reason);
		}
		for (const finding of found.filter(({kind}) => kind === 'metric-worse')) {
			suite.testCase().className('metric').name(finding.name).failure(words(finding), 'worse');
		}
	}
	return report.build();
}

type TestCase = ReturnType<ReturnType<ReturnType<typeof junitBuilder.newBuilder>['testSuite']>['testCase']>;

function addJob(testCase: TestCase, {outcome, reason, job}: JobResult, found: readonly Finding[]): void {
	const whole = found.find(({kind, name}) => kind === 'check-failed' && name === '');
	if (whole !== undefined) testCase.failure(words(whole));
	else if (outcome === 'untestable') testCase.failure(reason);
	else if (outcome === 'not-run' || (outcome === 'missing' && job.mayBeMissing === true)) testCase.skipped();
	else if (outcome === 'broken' || outcome === 'missing') testCase.error(reason);
}

function words({sentence, guilt}: Finding): string {
	return [sentence, ...(guilt === undefined ? [] : [guilt.sentence, ...guilt.functions, ...guilt.reproduce])].join('\n');
}
