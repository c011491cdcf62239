import t from 'tap';
import type {Job, Night} from '../../harness/nightly/night.js';
import {mergeParts, type Part} from '../../harness/nightly/merge-parts.js';
import type {NightPlan} from '../../harness/nightly/plan-night.js';

const job = (id: string): Job => ({id, target: 'a', variant: 'default', kind: 'checks'});
const planned = ['x', 'y', 'z'].map(job);

function makePart(nightId: string, ids: readonly string[], fields: Partial<NightPlan> = {}): Part {
	const plan: NightPlan = {schemaVersion: 1, nightId, startedAt: '2026-03-02T01:00:00.000Z', configHash: 'c', inputsHash: 'i', starts: 1, shard: '1/2', jobs: ids.map(job), ...fields};
	const night: Night = {
		schemaVersion: 1, nightId, startedAt: plan.startedAt, durationMs: 1, configHash: 'c', starts: 1, shard: '1/2', findings: [], exitCode: 0, summary: '',
		jobs: ids.map(id => ({job: {...job(id), fuzz: {seed: Number(nightId), ops: 1}}, outcome: 'pass', reason: '', runIds: ['r'], durationMs: 1, checks: [], metrics: []})),
	};
	return {dir: `dir-${nightId}`, plan, night};
}

const merge = (...parts: readonly Part[]) => mergeParts(parts, {configHash: 'c', planned});

t.test('the jobs in the order of the matrix, with what each part drew', async t => {
	const {plan, results} = merge(makePart('2', ['y']), makePart('1', ['x', 'z']));
	t.strictSame(results.map(({job}) => [job.id, job.fuzz?.seed]), [['x', 1], ['y', 2], ['z', 1]]);
	t.match(plan, {nightId: '1-merged', jobs: results.map(({job}) => job)});
	t.equal(plan.shard, undefined);
});

t.test('parts that do not make one night are refused', async t => {
	const refused = (message: RegExp, ...parts: readonly Part[]): void => void t.throws(() => merge(...parts), {message, exitCode: 129});
	refused(/^--merge: no part has y$/, makePart('1', ['x', 'z']));
	refused(/x of dir-1 is in another part as well/, makePart('1', ['x', 'y']), makePart('2', ['x', 'z']));
	refused(/dir-2 was run with another configuration/, makePart('1', ['x']), makePart('2', ['y', 'z'], {configHash: 'd'}));
	refused(/dir-2 and dir-1 did not test the same/, makePart('1', ['x']), makePart('2', ['y', 'z'], {inputsHash: 'j'}));
	const {plan: {shard: _, ...plan}, ...whole} = makePart('1', ['x', 'y', 'z']);
	refused(/dir-1 is a whole night/, {...whole, plan});
});
