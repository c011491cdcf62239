import t from 'tap';
import type {Bisection, Probe} from '../../harness/bisect/bisection.js';
import {askBisection, explains, isSameSubject, makeGuilt, makeNoGuilt, shareGuilt, wantsGuilt} from '../../harness/nightly/make-guilt.js';
import type {Finding, Guilt, Job} from '../../harness/nightly/night.js';

const suspect = (patch: number) => ({patch, name: 'f.patch', subject: `patch ${patch}`, diffStat: ''});
const probe = (patch: number, ...runIds: string[]): Probe => ({
	patch, subject: '', seriesHash: '', verdict: 'good', sentence: '', boots: 1, badBoots: 0, durationMs: 1, runIds, symptom: null, failing: [], counts: null,
	reference: {patch, runId: 'of somebody else', booted: false, counts: null},
});
const bisection: Bisection = {
	schemaVersion: 1, target: 'a', question: {kind: 'metric', bench: 'b', threshold: {percent: 0.02}, against: null}, good: 4, bad: 5, suspects: [suspect(5)], probes: [probe(4, 'r1', 'r2'), probe(5, 'r3')],
	boots: 3, referenceBoots: 0, probesMax: 7, durationMs: 1, confidence: null, failing: [], log: 'l', summary: 'patch 5 is the first bad one',
	work: {base: 'patch 4', sentence: 'worse', functions: [{name: 'aio_read', base: 10, head: 11, delta: 1}, {name: 'fput', base: 3.000_04, head: 2, delta: -1.000_04}]},
	reproduce: ['kernel-test compare 4 5'],
};
const guilt: Guilt = {sentence: 's', functions: [], reproduce: []};
const finding: Finding = {kind: 'check-failed', job: 'a/default/checks', name: 'io/a', sentence: '', since: '1'};

t.test('the patch, the functions, the command', async t => {
	t.strictSame(makeGuilt(bisection), {
		sentence: 'patch 5 is the first bad one', patch: 5, subject: 'patch 5',
		functions: ['aio_read +1 (10 to 11)'], reproduce: ['kernel-test compare 4 5'], runIds: ['r1', 'r2', 'r3'],
	});
	t.strictSame(makeGuilt({...bisection, suspects: [suspect(5), suspect(6)], probes: [], work: null}), {sentence: 'patch 5 is the first bad one', functions: [], reproduce: ['kernel-test compare 4 5'], runIds: []}, 'of several none is named');
});

t.test('what was not searched for is searched for another night, an answer is not', async t => {
	t.equal(wantsGuilt(finding), true);
	t.equal(wantsGuilt({...finding, guilt}), false);
	t.equal(wantsGuilt({...finding, guilt: makeNoGuilt('there was no time', [])}), true);
	t.equal(wantsGuilt({...finding, kind: 'check-flaky'}), false);
});

t.test('one answer for findings with one cause', async t => {
	t.equal(shareGuilt(guilt, finding, 'the same check').sentence, 'the same check as io/a of a/default/checks: s');
	const change = (name: string, delta: number) => ({name, base: 1, head: 1 + delta, delta}) as never;
	t.equal(explains([change('f', 1), change('g', 1)], [change('f', 2), change('h', -1)]), true, 'what became cheaper is no fault');
	t.equal(explains([change('f', 1)], [change('f', 1), change('g', 1)]), false);
	t.equal(explains([change('f', -1)], [change('f', 1)]), false);
	t.equal(explains([change('f', 1)], []), false, 'nothing is not explained by anything');
	const job: Job = {id: '1', target: 'a', variant: 'default', kind: 'checks'};
	t.equal(isSameSubject(job, {...job, variant: 'kasan'}), true);
	t.equal(isSameSubject(job, {...job, series: 'v5'}), false);
});

t.test('the whole series is searched', async t => {
	t.match(askBisection({id: '1', target: 'a', variant: 'kasan', kind: 'checks', series: 'v5'}, undefined, bisection.question), {target: 'a', variant: 'kasan', series: 'v5', tree: null, from: 0, to: null});
});
