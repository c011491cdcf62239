// Whatever is in the files that users give, and in those of a results folder: a loader takes a file as what its schema says, or refuses
// it with an error that names the file and the field. It ends in time, and leaves the file as it was.
import {mkdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import type {BisectLog} from '../harness/bisect/bisection.js';
import {bisectLogSchema} from '../harness/bisect/bisection.js';
import type {Context} from '../harness/context.js';
import {InputError, describeError} from '../harness/errors.js';
import {planNight} from '../harness/night-plan.js';
import {nightSchema} from '../harness/nightly/night.js';
import {nightPlanSchema} from '../harness/nightly/plan-night.js';
import type {ProgressEvent} from '../harness/progress/events.js';
import {makeResult} from '../harness/result/make-result.js';
import {resultSchema} from '../harness/result/result-schema.js';
import {readSeries} from '../harness/series/read-series.js';
import {acceptBaseline, readBaselines} from '../harness/store/baselines.js';
import {loadBisectLog} from '../harness/store/bisect-log.js';
import {readRows, writeRows} from '../harness/store/each-progress.js';
import {listRuns} from '../harness/store/list-runs.js';
import {loadRun} from '../harness/store/load-run.js';
import {listUnfinished, writePlan} from '../harness/store/night-progress.js';
import {pruneNights, readNights} from '../harness/store/nights.js';
import {loadTarget, parseTarget} from '../harness/target/load-target.js';
import {checkProbes, checkRequest} from './bisect/sample.js';
import {sampleRows} from './each/sample.js';
import {listPaths, spoiledJson, spoiledText} from './mutate.js';
import {badNight} from './nightly/nights.js';
import {makeFacts} from './result/sample.js';
import {makeContext, makeTemporaryDir, projectDir, writeFiles, type TestContext} from './support.js';
import type {Test} from 'tap';

// A thousand files, on a machine that may have other things to do.
t.setTimeout(180_000);

/** Of one file; a hang takes longer, whatever else the machine does. */
const loadMsMax = 20_000;

interface Fuzzed {
	readonly file: string;
	readonly bytes: fc.Arbitrary<Buffer>;
	/** Loads it and says what is wrong with what came of it; throws what a user is told. */
	readonly load: () => Promise<string | undefined>;
	/** What a refusal has to name; without it a loader refuses nothing. */
	readonly named?: string;
	readonly numRuns?: number;
}

/** What of all this is not as it has to be. */
async function judgeLoad({file, load, named}: Pick<Fuzzed, 'file' | 'load' | 'named'>, bytes: Buffer | undefined): Promise<string | undefined> {
	const before = await stat(file, {bigint: true});
	const startedAt = Date.now();
	const wrong = await load().catch((error: unknown) => {
		const words = describeError(error);
		if (named === undefined) return `refused: ${words}`;
		if (!(error instanceof InputError)) return `no error for a user: ${error instanceof Error ? error.stack : String(error)}`;
		if (!words.includes(named)) return `the file is not named: ${words.slice(0, 500)}`;
		if (words.length > 5000) return `${words.length} characters of words: ${words.slice(0, 500)}`;
		return /(?![\n\t])\p{Cc}/u.test(words) ? `a terminal would obey: ${JSON.stringify(words)}` : undefined;
	});
	if (wrong !== undefined) return wrong;
	if (Date.now() - startedAt > loadMsMax) return `took ${Date.now() - startedAt} ms`;
	const after = await stat(file, {bigint: true});
	if (after.mtimeNs !== before.mtimeNs || after.ino !== before.ino || (bytes !== undefined && !bytes.equals(await readFile(file)))) return 'the file is another';
	return undefined;
}

async function fuzz(t: Test, {file, bytes, numRuns = 120, ...loader}: Fuzzed): Promise<void> {
	await mkdir(path.dirname(file), {recursive: true});
	const {failed, errorInstance, counterexample, counterexamplePath} = await fc.check(fc.asyncProperty(bytes, async content => {
		await writeFile(file, content);
		const wrong = await judgeLoad({file, ...loader}, content);
		if (wrong !== undefined) throw new Error(wrong);
	}), {seed: 1, numRuns, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false});
	// A file may be large: what fast-check says of it is no message.
	if (failed) t.fail(`${String(errorInstance)}; path ${counterexamplePath}, file: ${JSON.stringify(counterexample?.[0].toString('latin1').slice(0, 500))}`);
	t.pass(`${numRuns} files`);
	await rm(file);
	await mkdir(file);
	t.equal(await judgeLoad({file, ...loader}, undefined), undefined, 'a folder in its place');
	await rm(file, {recursive: true});
}

/** What a schema takes it takes again: nothing came through that it would not have. */
const judgeBy = (schema: {safeParse(data: unknown): {success: boolean; error?: unknown}}) => (data: unknown): string | undefined => {
	const {success, error} = schema.safeParse(data);
	return success ? undefined : `against the schema: ${String(error)}`;
};

const targetOf = async (name: string): Promise<object> => JSON.parse(await readFile(path.join(projectDir, 'patches', name, 'target.json'), 'utf8')) as object;
const result = makeResult(makeFacts());
const judgeResult = judgeBy(resultSchema);

async function makeCounted(ctx: Context): Promise<object> {
	const counted = {...result, counts: [{bench: 'null.ring.randread.4k.qd1', ios: 10, functions: [{name: 'aio_read', kind: 'work', instructions: 800, insnsPerIo: 80}]}], fingerprint: {hash: 'a'.repeat(16), parts: {compiler: 'gcc'}}};
	await writeFiles(path.join(ctx.resultsDir, 'sample/run'), {'result.json': JSON.stringify(counted), 'series.mbox': ''});
	return JSON.parse(await readFile(await acceptBaseline(await loadRun({name: 'run', target: 'sample'}, ctx), ctx), 'utf8')) as object;
}

t.test('target.json', async t => {
	const dir = await makeTemporaryDir(t);
	const file = path.join(dir, 'patches/x/target.json');
	await fuzz(t, {file, named: file, bytes: spoiledJson(await targetOf('debian-6.1')), async load() {
		const {name: _, dir: __, ...target} = await loadTarget('x', {projectDir: dir});
		parseTarget(JSON.stringify(target), 'again');
		return undefined;
	}});
});

t.test('the configuration of nights', async t => {
	const ctx = await makeContext(t);
	const file = path.join(ctx.resultsDir, 'nightly.json');
	const valid = JSON.parse(await readFile(path.join(projectDir, 'nightly.json'), 'utf8')) as object;
	await fuzz(t, {file, named: file, bytes: spoiledJson(valid), numRuns: 60, async load() {
		await planNight({configFile: file}, ctx);
		return undefined;
	}});
	await writeFile(file, JSON.stringify({matrix: [{target: 'debian-6.1', kinds: ['checks', 'checks']}]}));
	await t.rejects(planNight({configFile: file}, ctx), {code: 'ERR_INPUT', message: `${file}: the matrix has debian-6.1/default/checks twice`});
});

t.test('a result', async t => {
	const ctx = await makeContext(t);
	const file = path.join(ctx.resultsDir, 'sample', result.runId, 'result.json');
	await fuzz(t, {file, named: path.dirname(file), bytes: spoiledJson(result), load: async () => judgeResult((await loadRun({name: result.runId, target: 'sample'}, ctx)).result)});
	await fuzz(t, {file, numRuns: 60, bytes: spoiledJson(result), load: async () => (await listRuns('sample', ctx)).map(judgeResult).find(wrong => wrong !== undefined)});
});

t.test('a baseline', async t => {
	const ctx = await makeContext(t);
	const valid = await makeCounted(ctx);
	const file = path.join(ctx.resultsDir, 'baselines/sample', `${'a'.repeat(16)}.json`);
	await fuzz(t, {file, named: file, bytes: spoiledJson(valid), load: async () => (await readBaselines('sample', ctx)).map(({result}) => judgeResult(result)).find(wrong => wrong !== undefined)});
});

t.test('the log of a bisection', async t => {
	const file = path.join(await makeTemporaryDir(t), 'bisect.json');
	const log: BisectLog = {schemaVersion: 1, request: checkRequest, guestTools: 'abc', probes: [...checkProbes], done: false};
	await fuzz(t, {file, named: file, bytes: spoiledJson(log), load: async () => judgeBy(bisectLogSchema)(await loadBisectLog(file))});
});

t.test('a night of the history: what is not one is passed over and named, and pruning removes no other', async t => {
	const events: ProgressEvent[] = [];
	const ctx = {...await makeContext(t), emit: (event: ProgressEvent) => void events.push(event)};
	const kept = [path.join(ctx.resultsDir, 'kept'), path.join(ctx.resultsDir, 'nightly/kept'), path.join(ctx.resultsDir, 'nightly', badNight.nightId, 'kept')];
	const file = path.join(ctx.resultsDir, 'nightly', badNight.nightId, 'night.json');
	await writeFiles(path.join(ctx.resultsDir, 'nightly/newer'), {'night.json': JSON.stringify({...badNight, nightId: 'newer'})});
	const renamed = ['..', '../..', '.', '', 'other', '/tmp', '../../kept', 'a\0b'].map(nightId => Buffer.from(JSON.stringify({...badNight, nightId})));
	await fuzz(t, {file, bytes: fc.oneof(spoiledJson(badNight), fc.constantFrom(...renamed)), async load() {
		events.length = 0;
		for (const one of kept) await mkdir(one, {recursive: true});
		const nights = await readNights(ctx);
		// Whole it is the older of two, and would be removed itself.
		if (nights.every(({nightId}) => nightId !== badNight.nightId)) await pruneNights({nights: 1}, ctx);
		for (const one of kept) if (await stat(one).catch(() => undefined) === undefined) return `${one} was removed`;
		const said = events.map(event => 'text' in event ? event.text : '');
		return nights.map(judgeBy(nightSchema)).find(wrong => wrong !== undefined)
			?? (nights.length === 1 && !said.some(text => text.includes(file)) ? 'passed over in silence' : undefined);
	}});
});

t.test('the plan of a night that did not end', async t => {
	const ctx = await makeContext(t);
	const plan = {schemaVersion: 1 as const, nightId: 'n1', startedAt: '2026-03-02T01:00:00.000Z', configHash: 'c', inputsHash: 'i', starts: 1, jobs: badNight.jobs.map(({job}) => job)};
	await writePlan(plan, ctx);
	const renamed = ['..', '../..', '.', '', 'other', '/tmp'].map(nightId => Buffer.from(JSON.stringify({...plan, nightId})));
	await fuzz(t, {file: path.join(ctx.resultsDir, 'nightly/n1/plan.json'), bytes: fc.oneof(spoiledJson(plan), fc.constantFrom(...renamed)), async load() {
		const plans = await listUnfinished(ctx);
		return plans.map(judgeBy(nightPlanSchema)).find(wrong => wrong !== undefined) ?? (plans.every(({nightId}) => nightId === 'n1') ? undefined : 'another night\'s folder would be written');
	}});
});

t.test('rows of each', async t => {
	const ctx = await makeContext(t);
	const [file] = await writeRows('sample', {}, sampleRows, ctx);
	const valid = JSON.parse(await readFile(file!, 'utf8')) as object;
	await fuzz(t, {file: file!, numRuns: 60, bytes: spoiledJson(valid), async load() {
		const rows = await readRows('sample', {}, ctx);
		await writeRows('other', {}, rows, ctx);
		return rows.every(({runIds, costs, checks}) => Array.isArray(runIds) && Array.isArray(costs) && Array.isArray(checks.failed)) ? undefined : 'rows that are none';
	}});
});

const patches = await readFile(path.join(projectDir, 'test/fixtures/faults/kernel.patch'), 'utf8');
const judgeSeries = (series: Awaited<ReturnType<typeof readSeries>>): string | undefined => series.patches.every(({number, subject, text}, index) =>
	number === index + 1 && typeof subject === 'string' && /^diff --git /m.test(text)) ? undefined : 'a patch that is none';

t.test('a series in one file', async t => {
	const ctx = await makeContext(t);
	const file = path.join(ctx.resultsDir, 'x.mbox');
	await fuzz(t, {file, named: 'x.mbox', bytes: spoiledText(patches + patches), load: async () => judgeSeries(await readSeries({source: file, treeDir: undefined}, ctx))});
});

t.test('a series in a folder', async t => {
	const ctx = await makeContext(t);
	const file = path.join(ctx.resultsDir, 'series/0002-x.patch');
	await writeFiles(path.dirname(file), {'0001-first.patch': patches});
	await fuzz(t, {file, named: '0002-x.patch', bytes: spoiledText(patches), load: async () => judgeSeries(await readSeries({source: path.dirname(file), treeDir: undefined}, ctx))});
});

t.test('names in a folder of patches', async t => {
	const ctx: TestContext = await makeContext(t);
	const name = fc.oneof(fc.constantFrom('0001-a.patch', '1-a.patch', '00-a.patch', '-1-a.patch', '1.patch', '9999999999999999999999-a.patch', '1e3-a.patch', '٣-a.patch', ' 1-a.patch', '.patch', '1-\u{1f600} \n.patch', '-o.patch'), fc.stringMatching(/^[0-9]{1,4}-[a-z]{1,3}\.patch$/));
	await fc.assert(fc.asyncProperty(fc.uniqueArray(name, {maxLength: 5}), async names => {
		const source = path.join(ctx.resultsDir, 'names');
		await rm(source, {recursive: true, force: true});
		await mkdir(source, {recursive: true});
		for (const one of names) await writeFile(path.join(source, one), patches);
		try {
			const read = await readSeries({source, treeDir: undefined}, ctx);
			return judgeSeries(read) === undefined && read.patches.every(({name: one}) => names.includes(one));
		} catch (error) {
			return error instanceof InputError && names.some(one => error.message.includes(one.replaceAll('\n', '')) || error.message.includes(one));
		}
	}), {seed: 1, numRuns: 200});
});

t.test('a value of another type is refused by the name of its field', async t => {
	const valid = await targetOf('debian-6.1');
	for (const at of listPaths(valid).filter(({length}) => length > 0)) {
		const data = structuredClone(valid);
		const parent = at.slice(0, -1).reduce((found: unknown, key) => (found as Record<string | number, unknown>)[key], data) as Record<string | number, unknown>;
		parent[at.at(-1)!] = typeof parent[at.at(-1)!] === 'object' ? 7 : {};
		const field = at.map(key => typeof key === 'number' ? `[${key}]` : `.${key}`).join('').slice(1);
		t.throws(() => parseTarget(JSON.stringify(data), 'x.json'), {code: 'ERR_INPUT', message: new RegExp(`^x\\.json: (?:.*; )?${field.replaceAll(/[.[\]]/g, '\\$&')}[:.[]`)}, field);
	}
});
