// The history on disk: what is whole is read, what is not is passed over, and what is old goes.
import {mkdir, readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type {Finding} from '../../harness/nightly/night.js';
import type {ProgressEvent} from '../../harness/progress/events.js';
import {pruneNights, readNights, writeNight} from '../../harness/store/nights.js';
import {badNight, makeJob, makeNight} from '../nightly/nights.js';
import {makeContext, writeFiles} from '../support.js';

const dayMs = 24 * 60 * 60_000;

async function makeHistory(t: Parameters<typeof makeContext>[0]) {
	const events: ProgressEvent[] = [];
	const ctx = {...await makeContext(t), emit: (event: ProgressEvent) => void events.push(event)};
	const put = async (nightId: string, daysAgo: number): Promise<void> => {
		await mkdir(path.join(ctx.resultsDir, 'nightly', nightId), {recursive: true});
		await writeNight(makeNight(nightId, {startedAt: new Date(Date.now() - daysAgo * dayMs).toISOString()}), ctx);
	};
	return {ctx, events, put, left: async () => (await readdir(path.join(ctx.resultsDir, 'nightly'))).sort()};
}

t.test('nights come back whole, the newest first', async t => {
	const {ctx, events, put} = await makeHistory(t);
	t.strictSame(await readNights(ctx), []);
	await put('2026-01-01', 2);
	await put('2026-01-02', 1);
	await mkdir(path.join(ctx.resultsDir, 'nightly', badNight.nightId));
	const file = await writeNight(badNight, ctx);
	t.strictSame((await readNights(ctx)).map(({nightId}) => nightId), [badNight.nightId, '2026-01-02', '2026-01-01']);
	t.strictSame((await readNights(ctx))[0], badNight);
	t.match(await readFile(file, 'utf8'), /^\{\n\t"schemaVersion": 1,\n\t"nightId"/, 'in lines that a person reads');
	t.strictSame(events, []);
});

t.test('a crash in mid-write and a damaged file cost that night alone, and are named', async t => {
	const {ctx, events, put} = await makeHistory(t);
	for (const name of ['n1', 'n2', 'n3', 'n4', 'n5']) await put(name, 1);
	const fileOf = (name: string): string => path.join(ctx.resultsDir, 'nightly', name, 'night.json');
	const whole = await readFile(fileOf('n1'), 'utf8');
	await writeFile(fileOf('n2'), whole.slice(0, 100));
	await writeFile(fileOf('n3'), whole.replace('"starts": 1', '"starts": "often"'));
	await writeFile(fileOf('n4'), '');
	await writeFile(fileOf('n5'), whole.replace('"n1"', '"n5"').replace('"starts"', '"shard": "1/2", "starts"'));
	// What write-file-atomic leaves behind when it is killed.
	await mkdir(path.join(ctx.resultsDir, 'nightly', 'n6'));
	await writeFile(`${fileOf('n6')}.123456`, whole.slice(0, 50));
	await writeFile(path.join(ctx.resultsDir, 'nightly', 'lock'), '');
	t.strictSame((await readNights(ctx)).map(({nightId}) => nightId), ['n1'], 'nor is a part of a night one');
	t.strictSame(events.map(event => 'text' in event ? event.text : '').map(text => /nightly\/(n\d)\/night\.json: (.{6})/.exec(text)?.slice(1)).map(found => found?.[0]).sort(), ['n2', 'n3', 'n4']);
	t.match(events.find(event => 'text' in event && event.text.includes('n3')), {text: /starts/}, 'the field is named');
});

t.test('the oldest go first, by count or by age, never the newest whole one nor what is not whole', async t => {
	const {ctx, put, left} = await makeHistory(t);
	for (const [index, name] of ['n1', 'n2', 'n3', 'n4'].entries()) await put(name, 40 - index);
	await mkdir(path.join(ctx.resultsDir, 'nightly', 'n0-unfinished'));
	await mkdir(path.join(ctx.resultsDir, 'nightly', 'n5-unfinished'));
	t.strictSame(await pruneNights({}, ctx), []);
	t.strictSame(await pruneNights({nights: 3}, ctx), ['n1']);
	t.strictSame(await pruneNights({days: 38.5}, ctx), ['n2']);
	t.strictSame(await pruneNights({nights: 0, days: 1}, ctx), ['n3']);
	t.strictSame(await left(), ['n0-unfinished', 'n4', 'n5-unfinished']);
});

t.test('runs go with the last night that names them, and nothing else that it names', async t => {
	const {ctx, put} = await makeHistory(t);
	const job = {id: 'a/default/checks', target: 'a', variant: 'default', kind: 'checks'} as const;
	await put('n1', 3);
	await put('n2', 2);
	const makeFinding = (id: string, ...runIds: string[]): Finding =>
		({kind: 'check-failed', job: id, name: 'io/a', sentence: '', since: 'n1', guilt: {sentence: '', functions: [], reproduce: [], runIds}});
	await writeNight(makeNight('n1', {jobs: [makeJob({job, runIds: ['r1', 'r2', 'notes']}), makeJob({job: {...job, id: 'b', target: 'nightly'}, runIds: ['n2']})], findings: [makeFinding(job.id, 'r4', 'r5'), makeFinding('none', 'r3')]}), ctx);
	await writeNight(makeNight('n2', {jobs: [makeJob({job, runIds: ['r2']})], findings: [makeFinding(job.id, 'r5')]}), ctx);
	const result = {'result.json': '{}'};
	for (const [run, files] of Object.entries({r1: {...result, 'console.log': ''}, r2: result, r3: result, r4: result, r5: result, notes: {mine: ''}})) await writeFiles(path.join(ctx.resultsDir, 'a', run), files);
	t.strictSame(await pruneNights({nights: 1}, ctx), ['n1']);
	t.strictSame((await readdir(path.join(ctx.resultsDir, 'a'))).sort(), ['notes', 'r2', 'r3', 'r5']);
	t.strictSame(await readdir(path.join(ctx.resultsDir, 'nightly')), ['n2']);
});

t.test('a night under another name is passed over: by its name it would be removed', async t => {
	const {ctx, events, put, left} = await makeHistory(t);
	await put('n1', 3);
	await put('n2', 1);
	for (const [folder, nightId] of [['n3', 'n2'], ['n4', '..'], ['n5', '../..']] as const) {
		await mkdir(path.join(ctx.resultsDir, 'nightly', folder));
		await writeFile(path.join(ctx.resultsDir, 'nightly', folder, 'night.json'), JSON.stringify(makeNight(nightId)));
	}
	t.strictSame((await readNights(ctx)).map(({nightId}) => nightId), ['n2', 'n1']);
	t.match(events.map(event => 'text' in event ? event.text : '').sort(), [/n3\/night\.json: it is of another night, n2$/, /n4\/night\.json: nightId: the name of a folder/, /n5\/night\.json: nightId: /]);
	t.strictSame(await pruneNights({nights: 1}, ctx), ['n1']);
	t.strictSame(await left(), ['n2', 'n3', 'n4', 'n5']);
});
