import path from 'node:path';
import t from 'tap';
import {confirmSuspicions} from '../harness/night-confirm.js';
import type {Suspicion} from '../harness/nightly/night.js';
import {makeJob} from './nightly/nights.js';
import {makeContext, writeFiles} from './support.js';

t.test('a night that is started again has what is left of its time', async t => {
	const ctx = await makeContext(t);
	const nightDir = path.join(ctx.resultsDir, 'nightly/1');
	const jobs = ['first', 'second'].map(name => makeJob({outcome: 'fail', job: {id: `a/${name}/checks`, target: 'a', variant: name, kind: 'checks'}}));
	const suspicions = jobs.map(({job}): Suspicion => ({kind: 'check', job: job.id, name: 'io/a'}));
	await writeFiles(nightDir, {'confirm/a-first-checks-checks.json': JSON.stringify({durationMs: 5000, runIds: [], seen: [{name: 'io/a', outcome: 'confirmed', sentence: 'failed in 2 of 2 more boots'}]})});
	const {confirmations, msLeft} = await confirmSuspicions({jobs, suspicions, history: [], nightDir, msMax: 5000}, ctx);
	t.match(confirmations, [{outcome: 'confirmed'}, {outcome: 'unknown', sentence: 'there was no time to see it again'}]);
	t.ok(msLeft <= 0);
});
