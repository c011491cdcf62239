import path from 'node:path';
import t from 'tap';
import {makeResult} from '../../harness/result/make-result.js';
import {listRuns} from '../../harness/store/list-runs.js';
import {makeFacts} from '../result/sample.js';
import {makeContext, writeFiles} from '../support.js';

t.test('runs come newest first; a folder without a whole result is no run', async t => {
	const ctx = await makeContext(t);
	const runIds = ['2026-01-02T03-04-05Z-aaaa', '2026-01-02T03-04-06Z-bbbb', '2025-12-31T23-59-59Z-cccc'];
	for (const runId of runIds) await writeFiles(path.join(ctx.resultsDir, 'sample', runId), {'result.json': JSON.stringify(makeResult(makeFacts({runId})))});
	await writeFiles(path.join(ctx.resultsDir, 'sample'), {
		'2026-02-01T00-00-00Z-dddd/console.log': 'interrupted',
		'2026-02-02T00-00-00Z-eeee/result.json': '{"schemaVersion": 1, "runId": "cut o',
		'2026-02-03T00-00-00Z-ffff/result.json': '{"schemaVersion": 99}',
		'README': 'a file',
	});
	await writeFiles(path.join(ctx.resultsDir, 'other/2026-03-01T00-00-00Z-9999'), {'result.json': JSON.stringify(makeResult(makeFacts()))});
	t.strictSame((await listRuns('sample', ctx)).map(({runId}) => runId), [runIds[1], runIds[0], runIds[2]]);
});

t.test('no results, no runs', async t => {
	t.strictSame(await listRuns('sample', await makeContext(t)), []);
});
