import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {makeResult} from '../../harness/result/make-result.js';
import {makeJsonSchema, resultSchema} from '../../harness/result/result-schema.js';
import {projectDir} from '../support.js';
import {makeFacts, polledBench} from './sample.js';

t.test('results/schema.json is current', async t => {
	const committed = await readFile(path.join(projectDir, 'results/schema.json'), 'utf8');
	t.strictSame(JSON.parse(committed), JSON.parse(JSON.stringify(makeJsonSchema())), '`npm run schema` writes it');
});

t.test('every run writes the names that outside readers rely on', async t => {
	const result: unknown = JSON.parse(JSON.stringify(makeResult(makeFacts())));
	t.match(result, {
		schemaVersion: 1, outcome: /^(pass|fail|untestable|broken)$/, boot: {outcome: String, accel: String, pollQueues: Number},
		checks: [{name: String, outcome: String, reason: String, durationMs: Number}],
		measurements: [{name: String, unit: String, better: String, value: Number, samples: [Number]}],
	});
	t.strictSame(resultSchema.parse(result), result);
});

t.test('counted instructions are part of the result, and only where they were counted', async t => {
	const counted = [{name: polledBench, functions: [{name: 'aio_read', instructions: 10_000}]}];
	const result: unknown = JSON.parse(JSON.stringify(makeResult(makeFacts({counted}))));
	t.match(result, {counts: [{bench: polledBench, ios: 5000, functions: [{name: 'aio_read', kind: 'work', instructions: 10_000, insnsPerIo: 2}]}]});
	t.strictSame(resultSchema.parse(result), result);
	t.notOk('counts' in makeResult(makeFacts()));
});

t.test('a result with an unknown outcome or version is none', async t => {
	const result = makeResult(makeFacts());
	for (const wrong of [{outcome: 'ok'}, {schemaVersion: 2}, {startedAt: 'yesterday'}, {checks: undefined}, {durationMs: -1}]) {
		t.equal(resultSchema.safeParse({...result, ...wrong}).success, false, JSON.stringify(wrong));
	}
});
