import {writeFile} from 'node:fs/promises';
import t from 'tap';
import type {BisectLog} from '../../harness/bisect/bisection.js';
import {findUnfinished, loadBisectLog, writeBisectLog} from '../../harness/store/bisect-log.js';
import {checkProbes, checkRequest, metricRequest} from '../bisect/sample.js';
import {makeContext} from '../support.js';

const log: BisectLog = {schemaVersion: 1, request: checkRequest, guestTools: 'abc', probes: checkProbes.slice(0, 2), done: false};

t.test('an interrupted bisection is found by its question', async t => {
	const ctx = await makeContext(t);
	t.equal(await findUnfinished(checkRequest, 'abc', ctx), undefined);
	const file = await writeBisectLog(log, ctx);
	t.strictSame(await findUnfinished(checkRequest, 'abc', ctx), log);
	t.equal(await findUnfinished(checkRequest, 'other checks', ctx), undefined);
	t.equal(await findUnfinished(metricRequest, 'abc', ctx), undefined);
	t.equal(await writeBisectLog({...log, done: true}, ctx), file);
	t.equal(await findUnfinished(checkRequest, 'abc', ctx), undefined, 'one that ended is made again');
	t.strictSame(await loadBisectLog(file), {...log, done: true}, 'unless it is asked for');
});

t.test('a file that is no log', async t => {
	const ctx = await makeContext(t);
	const file = await writeBisectLog(log, ctx);
	await writeFile(file, '{"schemaVersion": 1}');
	await t.rejects(loadBisectLog(file), {code: 'ERR_INPUT', message: /no log of a bisection: .*request/});
	await writeFile(file, '{"schemaV');
	await t.rejects(loadBisectLog(file), {code: 'ERR_INPUT', message: /JSON/});
	await t.rejects(loadBisectLog(`${file}-absent`), {code: 'ERR_INPUT', message: /ENOENT/});
	t.equal(await findUnfinished(checkRequest, 'abc', ctx), undefined);
});
