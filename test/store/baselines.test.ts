import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {makeResult} from '../../harness/result/make-result.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {acceptBaseline, readBaselines} from '../../harness/store/baselines.js';
import {loadRun, type StoredRun} from '../../harness/store/load-run.js';
import {makeFacts} from '../result/sample.js';
import type {Context} from '../../harness/context.js';
import {makeContext, writeFiles} from '../support.js';

const makeCounted = (hash: string, startedAt: string): RunResult => ({
	...makeResult(makeFacts()), startedAt,
	counts: [{bench: 'null.ring.randread.4k.qd1', ios: 10, functions: [{name: 'aio_read', kind: 'work', instructions: 800, insnsPerIo: 80}]}],
	fingerprint: {hash, parts: {compiler: hash}},
});

/** As a run leaves its folder. */
async function store(ctx: Context, run: RunResult): Promise<StoredRun> {
	const dir = path.join(ctx.resultsDir, 'sample', run.startedAt);
	await writeFiles(dir, {'result.json': JSON.stringify(run), 'series.mbox': `the series of ${run.startedAt}`});
	return loadRun({name: dir, target: 'sample'}, ctx);
}

t.test('one baseline a fingerprint, the last accepted run first', async t => {
	const ctx = await makeContext(t);
	const file = await acceptBaseline(await store(ctx, makeCounted('a'.repeat(16), '2026-01-01T00:00:00.000Z')), ctx);
	t.equal(file, path.join(ctx.resultsDir, 'baselines', 'sample', `${'a'.repeat(16)}.json`));
	await acceptBaseline(await store(ctx, makeCounted('b'.repeat(16), '2026-01-03T00:00:00.000Z')), ctx);
	await acceptBaseline(await store(ctx, makeCounted('a'.repeat(16), '2026-01-02T00:00:00.000Z')), ctx);
	const baselines = await readBaselines('sample', ctx);
	t.strictSame(baselines.map(({result}) => result.startedAt.slice(0, 10)), ['2026-01-03', '2026-01-02']);
	t.equal(baselines[0]!.result.boot, undefined, 'without what belongs to one boot alone');
	t.equal(await readFile(baselines[1]!.mbox, 'utf8'), 'the series of 2026-01-02T00:00:00.000Z');
	t.strictSame(await readBaselines('other', ctx), []);
});

t.test('a run that failed or counted nothing is no baseline', async t => {
	const ctx = await makeContext(t);
	await t.rejects(acceptBaseline(await store(ctx, {...makeCounted('a'.repeat(16), '2026-01-01T00:00:00.000Z'), outcome: 'fail', summary: 'panic'}), ctx), {code: 'ERR_INPUT', message: /is no baseline: panic/});
	await t.rejects(acceptBaseline(await store(ctx, makeResult(makeFacts())), ctx), {code: 'ERR_INPUT', message: /counted no instructions/, hint: /bench --count/});
	t.strictSame(await readBaselines('sample', ctx), []);
});
