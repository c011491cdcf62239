import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeNight, describePlan} from '../../harness/nightly/describe-night.js';
import type {Job, Night} from '../../harness/nightly/night.js';

const job = (id: string, variant: string): Job => ({id, target: 'a', variant, kind: 'checks'});
const night: Night = {
	schemaVersion: 1, nightId: '1', startedAt: '2026-03-02T01:00:00.000Z', durationMs: 1000, configHash: 'c', starts: 1,
	jobs: [
		{job: job('a/default/checks', 'default'), outcome: 'fail', reason: 'io/a: fail\nmore', runIds: ['r'], durationMs: 21_400, checks: [], metrics: []},
		{job: job('a/kasan/checks', 'kasan'), outcome: 'pass', reason: '', runIds: ['r'], durationMs: 300_000, checks: [], metrics: []},
	],
	findings: [{
		kind: 'check-failed', job: 'a/default/checks', name: 'io/a', sentence: 'expected 1, got 2', since: '1',
		guilt: {sentence: 'patch 3 (x) is the first bad one', patch: 3, subject: 'x', functions: ['f +1'], reproduce: ['kernel-test check io/a --patch 3']},
	}],
	exitCode: 1, summary: '2 of 2 jobs tested, 1 check fails',
};

t.test('the jobs, what was found, whose fault it is, how to see it again', async t => {
	const lines = stripVTControlCharacters(describeNight(night, {nightDir: 'results/nightly/1'})).split('\n').map(line => line.trim().replaceAll(/ {2,}/g, '  '));
	t.match(lines, [/^job/, 'a/default/checks  fail  21 s  io/a: fail', 'a/kasan/checks  pass  300 s']);
	t.strictSame(lines.slice(-7), [
		'check-failed io/a (a/default/checks): expected 1, got 2', 'patch 3 (x) is the first bad one', 'f +1', 'again: kernel-test check io/a --patch 3',
		'', 'night: results/nightly/1', 'FAIL: 2 of 2 jobs tested, 1 check fails',
	]);
});

t.test('a plan names its jobs', async t => {
	t.equal(describePlan([{...job('a/default/checks', 'default'), mayBeMissing: true}], {index: 1, count: 2}), 'part 1 of 2\na/default/checks  (may be missing)\n1 jobs');
});

t.test('a night that is well, and one that broke; a finding about a whole job, and one with nobody at fault', async t => {
	const verdictOf = (exitCode: number): string => stripVTControlCharacters(describeNight({...night, exitCode, findings: []}, {nightDir: 'n'})).split('\n').at(-1)!.split(':')[0]!;
	t.strictSame([0, 1, 128].map(verdictOf), ['PASS', 'FAIL', 'BROKEN']);
	const {guilt: _, ...finding} = night.findings[0]!;
	t.match(stripVTControlCharacters(describeNight({...night, findings: [{...finding, name: ''}]}, {nightDir: 'n'})), /\n\ncheck-failed a\/default\/checks: expected 1, got 2\n\nnight: n\n/);
	t.equal(describePlan([job('a/default/checks', 'default')], undefined), 'a/default/checks\n1 jobs');
});
