import t from 'tap';
import {commandOf, planJob} from '../../harness/nightly/job-request.js';
import type {Job} from '../../harness/nightly/night.js';

const job = (fields: Partial<Job>): Job => ({id: 'a/default/checks', target: 'a', variant: 'default', kind: 'checks', ...fields});

t.test('each kind has checks or benches of its own, unless the job or who asks names them', async t => {
	t.strictSame(planJob(job({})), {checks: ['!fuzz/*']});
	t.strictSame(planJob(job({checks: ['io/*']})), {checks: ['io/*']});
	t.strictSame(planJob(job({checks: ['io/*']}), ['io/large']), {checks: ['io/large']});
	t.strictSame(planJob(job({kind: 'fuzz', fuzz: {seed: 1, ops: 2}})), {checks: ['fuzz/*'], fuzz: {seed: 1, ops: 2}});
	t.strictSame(planJob(job({kind: 'counts'})), {benches: [], countInstructions: true});
	t.strictSame(planJob(job({kind: 'iops', benches: ['nvme.*']})), {benches: ['nvme.*']});
});

t.test('the command that does the same, for a shell', async t => {
	t.equal(commandOf(job({})), 'kernel-test check \'!fuzz/*\' --target a');
	t.equal(commandOf(job({kind: 'fuzz', variant: 'kasan', fuzz: {seed: 1, ops: 2}}), ['fuzz/ring']), 'kernel-test check fuzz/ring --seed 1 --fuzz-ops 2 --target a --variant kasan');
	t.equal(commandOf(job({kind: 'counts', tree: '/a b', series: 'v5.mbox'})), 'kernel-test bench --count --target a --tree \'/a b\' --series v5.mbox');
});
