import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {makeResult} from '../../harness/result/make-result.js';
import {loadRun, parseResult} from '../../harness/store/load-run.js';
import {makeFacts} from '../result/sample.js';
import {makeContext, writeFiles, type TestContext} from '../support.js';
import type {Test} from 'tap';

const ids = ['2026-01-02T03-04-05Z-aaaa', '2026-01-03T03-04-05Z-bbbb'] as const;

async function makeRuns(t: Test): Promise<TestContext & {readonly dir: string}> {
	const ctx = await makeContext(t);
	const dir = path.join(ctx.resultsDir, 'sample');
	for (const runId of ids) await writeFiles(path.join(dir, runId), {'result.json': JSON.stringify(makeResult(makeFacts({runId})))});
	await writeFiles(path.join(dir, '2026-01-04T03-04-05Z-cccc'), {'console.log': 'it did not end'});
	return {...ctx, dir};
}

t.test('by id, by folder, by file; the newest whole one without a name', async t => {
	const ctx = await makeRuns(t);
	const dir = path.join(ctx.dir, ids[0]);
	for (const name of [ids[0], dir, path.join(dir, 'result.json'), path.relative('', dir)]) {
		const run = await loadRun({name, target: 'sample'}, ctx);
		t.strictSame([run.result.runId, run.dir], [ids[0], dir], name);
	}
	t.equal((await loadRun({name: undefined, target: 'sample'}, ctx)).result.runId, ids[1]);
});

t.test('what is no run is refused with what was expected', async t => {
	const ctx = await makeRuns(t);
	const refused = async (name: string | undefined, words: object, target = 'sample') => t.rejects(loadRun({name, target}, ctx), {code: 'ERR_INPUT', exitCode: 129, ...words}, String(name));
	await refused('nope', {message: /^there is no run 'nope': neither .*sample\/nope nor .*\/nope exists$/, hint: /by its id .* by its folder, or by its result\.json/});
	await refused('2026-01-04T03-04-05Z-cccc', {message: /holds no result\.json: the run did not end/});
	await refused(undefined, {message: /^there is no run of other in /, hint: /kernel-test run/}, 'other');
	await mkdir(path.join(ctx.resultsDir, 'sample/2026-01-05T03-04-05Z-dddd/result.json'), {recursive: true});
	await refused('2026-01-05T03-04-05Z-dddd', {message: /dddd\/result\.json is a folder, not a file to read$/});
	await mkdir(path.join(ctx.resultsDir, 'empty'));
	await refused(undefined, {message: /^there is no run of empty in /}, 'empty');
});

t.test('what is no result is refused with why', async t => {
	const result = makeResult(makeFacts());
	const refused = (text: string, message: RegExp) => t.throws(() => parseResult(text, 'x/result.json'), {code: 'ERR_INPUT', message});
	refused('{"schemaVersion": 1, "runId": "cut o', /^x\/result\.json is not JSON: /);
	refused('[]', /^x\/result\.json is of schema version none, and this kernel-test reads 1$/);
	refused('null', /schema version none/);
	refused(JSON.stringify({...result, schemaVersion: 0}), /is of schema version 0, and this kernel-test reads 1$/);
	refused(`{"schemaVersion": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, /is of schema version no number \(object\), and/);
	refused(JSON.stringify({...result, target: '../../elsewhere'}), /is no whole result: target: the name of a folder/);
	refused(JSON.stringify({...result, outcome: 'perhaps'}), /^x\/result\.json is no whole result: outcome: /);
	t.strictSame(parseResult(JSON.stringify(result), 'x'), JSON.parse(JSON.stringify(result)));
});
