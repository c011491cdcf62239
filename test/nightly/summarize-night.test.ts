// A night's exit code and its one sentence.
import t from 'tap';
import {exitCodeOfNight, summarizeNight} from '../../harness/nightly/summarize-night.js';
import type {Finding, JobResult} from '../../harness/nightly/night.js';
import {makeJob} from './nights.js';

function finding(kind: Finding['kind'], changes: Partial<Finding> = {}): Finding {
	return {kind, job: 'debian-6.1/default/checks', name: 'a/b', sentence: 'expected 1, got 2', since: 'n9', ...changes};
}

t.test('the exit code goes by what got worse, then by what could not be tested', async t => {
	const code = (findings: readonly Finding[], ...jobs: JobResult[]): number => exitCodeOfNight({jobs, findings: [...findings]});
	t.equal(code([]), 0);
	t.equal(code([finding('check-failed')]), 1);
	t.equal(code([finding('metric-worse')]), 1);
	t.equal(code([finding('check-flaky'), finding('check-mended'), finding('metric-better')]), 0);
	t.equal(code([], makeJob({outcome: 'broken'})), 128);
	t.equal(code([finding('check-failed')], makeJob({outcome: 'broken'})), 1);
	t.equal(code([], makeJob({outcome: 'untestable'})), 1, 'a series that no longer builds');
	t.equal(code([], makeJob({outcome: 'missing'})), 128);
	t.equal(code([], makeJob({outcome: 'missing', job: {...makeJob().job, mayBeMissing: true}})), 0);
	t.equal(code([], makeJob({outcome: 'not-run'})), 128, 'a night too short for its matrix');
});

t.test('one sentence says the worst, with the patch where it is known', async t => {
	const summarize = (...findings: Finding[]): string => summarizeNight({nightId: 'n9', jobs: [makeJob()], findings});
	t.equal(summarize(), 'nothing got worse');
	t.equal(summarize(finding('check-failed')), '1 thing worse: a/b (debian-6.1/default/checks) expected 1, got 2');
	t.equal(
		summarize(finding('check-failed', {since: 'n5', guilt: {sentence: '', patch: 7, subject: 'aio: add a bug', functions: [], reproduce: []}}), finding('metric-worse'), finding('check-flaky')),
		'2 things worse, 1 of them new: a/b (debian-6.1/default/checks) since patch 7, aio: add a bug; 1 flaky',
	);
	t.equal(summarize(finding('not-tested')), 'nothing got worse; 1 of 1 job not tested');
});
