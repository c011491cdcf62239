import {readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type {JobResult} from '../../harness/nightly/night.js';
import type {NightPlan} from '../../harness/nightly/plan-night.js';
import {listUnfinished, nightDirOf, readJob, readPlan, writeJob, writePlan} from '../../harness/store/night-progress.js';
import {writeJson} from '../../harness/lib/json-file.js';
import {makeContext} from '../support.js';

const job = {id: 'a/default/checks', target: 'a', variant: 'default', kind: 'checks'} as const;
const plan: NightPlan = {schemaVersion: 1, nightId: '2026-03-02T01-00-00Z-0000', startedAt: '2026-03-02T01:00:00.000Z', configHash: 'c', inputsHash: 'i', starts: 1, jobs: [job]};
const result: JobResult = {job, outcome: 'pass', reason: '', runIds: ['r'], durationMs: 3, checks: [], metrics: []};

t.test('a night is unfinished until it has its night.json', async t => {
	const ctx = await makeContext(t);
	t.strictSame(await listUnfinished(ctx), []);
	await writePlan(plan, ctx);
	await writePlan({...plan, nightId: '2026-03-03T01-00-00Z-0000'}, ctx);
	await writeJson(path.join(nightDirOf('2026-03-03T01-00-00Z-0000', ctx), 'night.json'), {});
	t.strictSame(await listUnfinished(ctx), [plan]);
	for (const [folder, nightId] of [['other', plan.nightId], ['up', '../..']] as const) await writeJson(path.join(nightDirOf(folder, ctx), 'plan.json'), {...plan, nightId});
	t.strictSame(await listUnfinished(ctx), [plan], 'a plan under another night\'s name is none: it would be written there');
});

t.test('jobs that came to their end are found again; half a file is none', async t => {
	const ctx = await makeContext(t);
	const dir = nightDirOf(plan.nightId, ctx);
	t.equal(await readJob(dir, job), undefined);
	await writeJob(dir, result);
	await writeJob(dir, {...result, job: {...job, id: 'a/default-checks'}});
	t.strictSame(await readJob(dir, job), result);
	const names = await readdir(path.join(dir, 'jobs'));
	t.equal(names.length, 2, 'names that look alike are two files');
	for (const name of names) await writeFile(path.join(dir, 'jobs', name), JSON.stringify(result).slice(0, -5));
	t.equal(await readJob(dir, job), undefined);
	t.equal(await readPlan(dir), undefined);
});
