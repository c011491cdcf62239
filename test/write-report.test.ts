import {cp, mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {writeNight} from '../harness/store/nights.js';
import {writeHistory, writeReport, type ReportRequest} from '../harness/write-report.js';
import {makeCount, makeJob, makeNight} from './nightly/nights.js';
import {countedRun, fixturesDir} from './report/fixtures.js';
import {makeContext, type TestContext} from './support.js';
import type {Test} from 'tap';

const request: ReportRequest = {target: 'debian-6.1', run: countedRun.runId, with: undefined, format: 'html', output: undefined};

/** The fixtures as stored runs. */
async function makeRuns(t: Test, patches: readonly number[]): Promise<TestContext & {readonly dir: string}> {
	const ctx = await makeContext(t);
	const dir = path.join(ctx.resultsDir, 'debian-6.1');
	for (const patch of patches) {
		const runDir = path.join(dir, patch === 24 ? countedRun.runId : `2026-01-01T00-00-00Z-${patch}`);
		await mkdir(runDir, {recursive: true});
		await cp(path.join(fixturesDir, `counted-${patch}.json`), path.join(runDir, 'result.json'));
	}
	return {...ctx, dir};
}

t.test('a page beside the result, with the patches that the results folder has', async t => {
	const ctx = await makeRuns(t, [0, 13, 24]);
	const printed = await writeReport(request, ctx);
	const file = path.join(ctx.dir, countedRun.runId, 'report.html');
	t.equal(path.resolve(printed.trim()), file);
	t.match(await readFile(file, 'utf8'), /after each of 3 prefixes of the series/);
});

t.test('with runs that are named: those and no others', async t => {
	const ctx = await makeRuns(t, [0, 13, 24]);
	t.match(await writeReport({...request, format: 'markdown', with: ['2026-01-01T00-00-00Z-13', path.join(fixturesDir, 'counted-19.json')]}, ctx), /after each of 3 prefixes of the series.*\| 13 .*\| 19 .*\| 24 /s);
	t.match(await writeReport({...request, format: 'markdown', with: []}, ctx), /To see what each patch costs: for n in none 1/);
	await t.rejects(writeReport({...request, with: ['nope']}, ctx), {code: 'ERR_INPUT', message: /no run 'nope'/});
});

t.test('Markdown is handed back, or written where it shall be', async t => {
	const ctx = await makeRuns(t, [24]);
	t.match(await writeReport({...request, run: undefined, format: 'markdown'}, ctx), /^# PASS: /);
	const output = path.join(ctx.dir, 'report.md');
	t.equal(path.resolve((await writeReport({...request, format: 'markdown', output}, ctx)).trim()), output);
	t.match(await readFile(output, 'utf8'), /^# PASS: /);
});

t.test('a file that cannot be written is the machine\'s fault, and named', async t => {
	const ctx = await makeRuns(t, [24]);
	await t.rejects(writeReport({...request, output: path.join(ctx.dir, 'not/there.html')}, ctx), {code: 'ERR_MACHINE', message: /^cannot write .*not\/there\.html: ENOENT/, hint: /--output/});
});

t.test('the history of a name, as a page; without a number there is none', async t => {
	const ctx = await makeContext(t);
	await t.rejects(writeHistory({name: undefined, target: 'debian-6.1', output: undefined}, ctx), {exitCode: 129, message: /^no night in .*nightly has a number of debian-6\.1 that is called \*$/});
	await mkdir(path.join(ctx.resultsDir, 'nightly/n1'), {recursive: true});
	await mkdir(path.join(ctx.resultsDir, 'nightly/n2'));
	for (const night of [makeNight('n1', {jobs: [makeJob({metrics: [makeCount(100)]})]}), makeNight('n2', {jobs: [makeJob({metrics: [makeCount(101)]})]})]) await writeNight(night, ctx);
	const file = path.resolve((await writeHistory({name: undefined, target: 'debian-6.1', output: undefined}, ctx)).trim());
	t.equal(file, path.join(ctx.resultsDir, 'nightly/history.html'));
	t.match(await readFile(file, 'utf8'), makeCount(100).name);
	const output = path.join(ctx.resultsDir, 'other.html');
	t.equal(path.resolve((await writeHistory({name: 'null.*', target: 'debian-6.1', output}, ctx)).trim()), output);
	await t.rejects(writeHistory({name: 'nope', target: 'debian-6.1', output}, ctx), {message: /called nope$/});
});
