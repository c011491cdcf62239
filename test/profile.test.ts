import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import type {RunResult} from '../harness/result/result-schema.js';
import {diffProfile, profile} from '../harness/profile.js';
import {parseSides} from '../harness/profile/sides.js';
import {baseCounts, baseRun, exactBench, headRun, inexactBench, makeCounts} from './profile/sample.js';
import {copyProject, makeContext, writeFiles, type TestContext} from './support.js';

// What boots is tested in test/vm/profile.test.ts.
const request = {
	command: 'kernel-test profile', target: 'sample', patch: 'all', tree: undefined, series: undefined, variant: 'default', accel: 'auto',
	cpus: undefined, nvme: {}, append: [], qemuArgs: [], totalTimeoutMs: undefined, output: undefined,
} as const;

/** A project with a target of its own, and stored runs of it. */
async function makeRuns(t: Test, runs: readonly RunResult[]): Promise<TestContext> {
	const ctx = await makeContext(t, {projectDir: await copyProject(t)});
	const target = {description: 'a target', tree: {type: 'dir', dir: 'linux'}, config: ['base'], layers: [{name: 'aio', functions: ['aio_*']}]};
	await writeFiles(ctx.projectDir, {'patches/sample/target.json': JSON.stringify(target)});
	for (const run of runs) await writeFiles(path.join(ctx.resultsDir, 'sample', run.runId), {'result.json': JSON.stringify(run)});
	return ctx;
}

const sides = (...benches: readonly string[]) => parseSides([baseRun.runId, headRun.runId, ...benches]);

t.test('two stored runs: what changed, and the page in the head run\'s folder', async t => {
	const ctx = await makeRuns(t, [baseRun, headRun]);
	const outcome = await diffProfile({...request, sides: sides()}, ctx);
	if (outcome.failed !== undefined) throw new Error('nothing was booted that could fail');
	t.match(outcome.diff.benches, [{bench: exactBench, changed: [{name: 'aio_submit', layer: 'aio', delta: 1}, {}, {}, {}]}]);
	t.equal(outcome.page, path.join(ctx.resultsDir, 'sample', headRun.runId, 'profile-diff.html'));
	t.match(await readFile(outcome.page, 'utf8'), 'aio_submit: 60.00 and 61.00, +1.00');
});

t.test('--output says where the page is, and names or globs say which benches', async t => {
	const both = {...baseRun, counts: [...baseRun.counts!, makeCounts(baseCounts, {bench: inexactBench})]};
	const ctx = await makeRuns(t, [both, {...both, runId: headRun.runId}]);
	const output = path.join(ctx.resultsDir, 'page.html');
	const outcome = await diffProfile({...request, output, sides: sides('nvme.*')}, ctx);
	t.match(outcome, {diff: {benches: [{bench: inexactBench}]}, page: output});
	t.match(await readFile(output, 'utf8'), 'No function changed.');
	await t.rejects(diffProfile({...request, sides: sides('file.*')}, ctx), {exitCode: 129, message: 'the stored run did not count file.*', hint: `it counted ${exactBench}, ${inexactBench}`});
});

t.test('a run without counts is refused, and so are two that have no bench in common', async t => {
	const {counts: _, ...uncounted} = headRun;
	await t.rejects(diffProfile({...request, sides: sides()}, await makeRuns(t, [baseRun, uncounted])), {exitCode: 129, message: `run ${headRun.runId} counted no instructions`});
	const other = {...headRun, counts: [makeCounts(baseCounts, {bench: inexactBench})]};
	await t.rejects(diffProfile({...request, sides: sides()}, await makeRuns(t, [baseRun, other])), {message: 'the two sides counted no bench in common', hint: new RegExp(`^Not counted in .*: ${inexactBench}\\. Not counted in .*: ${exactBench}\\.$`)});
});

t.test('without a bench, and a target that names none, there is nothing to profile', async t => {
	await t.rejects(profile({...request, benches: []}, await makeRuns(t, [])), {exitCode: 129, message: 'target sample names no bench to profile'});
});
