import path from 'node:path';
import t from 'tap';
import {makeResult} from '../../harness/result/make-result.js';
import {readRun} from '../../harness/store/read-run.js';
import {makeFacts} from '../result/sample.js';
import {makeContext, writeFiles} from '../support.js';

t.test('a run by its id, its folder and its file', async t => {
	const ctx = await makeContext(t);
	const {runId} = makeFacts();
	const dir = path.join(ctx.resultsDir, 'sample', runId);
	await writeFiles(dir, {'result.json': JSON.stringify(makeResult(makeFacts()))});
	for (const name of [runId, dir, path.join(dir, 'result.json')]) t.equal((await readRun(name, 'sample', ctx)).runId, runId);
});

t.test('what is no run is refused in words', async t => {
	const ctx = await makeContext(t);
	await t.rejects(readRun('2026', 'sample', ctx), {code: 'ERR_INPUT', message: /there is no run '2026' of sample/, hint: /list runs/});
	await t.rejects(readRun('/nowhere/result.json', 'sample', ctx), {message: 'there is no /nowhere/result.json'});
	await writeFiles(path.join(ctx.resultsDir, 'sample'), {'empty/console.log': '', 'cut/result.json': '{"sche', 'old/result.json': '{"schemaVersion": 99}'});
	await t.rejects(readRun('empty', 'sample', ctx), {code: 'ERR_INPUT', message: /cannot be read/});
	await t.rejects(readRun('cut', 'sample', ctx), {code: 'ERR_INPUT', message: /cannot be read/});
	await t.rejects(readRun('old', 'sample', ctx), {code: 'ERR_INPUT', message: /no result of this version: schemaVersion/});
});
