import {readFile, readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {nightly, showPlan, type CommandContext} from '../harness/commands.js';
import type {Night} from '../harness/nightly/night.js';
import {makeSmallProject, panic} from './small-kernel.js';
import {makeTemporaryDir} from './support.js';

t.setTimeout(600_000);
const cacheDir = await makeTemporaryDir(t);

async function makeSetting(t: Test, config: object = {}) {
	const {ctx: own} = await makeSmallProject(t, [panic('base'), panic('one')], cacheDir);
	const configFile = path.join(own.projectDir, 'nightly.json');
	const matrix = [{target: 'sample', kinds: ['checks', 'counts']}, {target: 'sample', name: 'absent', tree: path.join(own.projectDir, 'nowhere'), kinds: ['checks'], mayBeMissing: true}];
	await writeFile(configFile, JSON.stringify({matrix, limits: {diskGiB: 0}, ...config}));
	const ctx: CommandContext = {...own, verbose: false, stopProgress: () => {}};
	return {ctx, own, configFile, nights: path.join(own.resultsDir, 'nightly')};
}

const jobsOf = ({jobs}: Night): readonly string[] => jobs.map(({job, outcome}) => `${job.id} ${outcome}`);

t.test('a night of kernels that panic: told once they did it again, with why no patch is named', async t => {
	const {ctx, own, configFile, nights} = await makeSetting(t);
	const {exitCode, text, data} = await nightly({configFile}, ctx);
	const night = data as Night;
	t.equal(exitCode, 1);
	t.strictSame(jobsOf(night), ['sample/default/checks fail', 'sample/default/counts fail', 'absent/default/checks missing']);
	t.match(night.findings[0], {kind: 'check-failed', job: 'sample/default/checks', guilt: {sentence: /^no patch is named: patch none, the good end, is bad already/}});
	t.match(text, 'sample/default/checks');
	t.strictSame((await readdir(nights)).filter(name => name === night.nightId), [night.nightId]);
	t.equal(own.events.find(({text}) => text.startsWith('job '))?.text, 'job 1 of 3: sample/default/checks');

	// Killed before its end was written down, it goes on.
	const nightDir = path.join(nights, night.nightId);
	await rm(path.join(nightDir, 'night.json'));
	own.events.length = 0;
	const again = (await nightly({configFile}, ctx)).data as Night;
	t.match(again, {nightId: night.nightId, starts: 2, exitCode: 1});
	t.strictSame(jobsOf(again), jobsOf(night));
	t.match(own.events[0]?.text, `going on with ${night.nightId}, which was interrupted`);
	t.strictSame(own.events.filter(({text}) => text.startsWith('job ')), [], 'no job is run twice');
	t.match(await readFile(path.join(nightDir, 'night.json'), 'utf8'), night.nightId);
});

t.test('in parts, merged as one night', async t => {
	const {ctx, own, configFile} = await makeSetting(t, {limits: {diskGiB: 0, bisectMinutes: 0}});
	const dirs: string[] = [];
	for (const index of [1, 2]) {
		const resultsDir = path.join(own.projectDir, `part-${index}`);
		const {data, text} = await nightly({configFile, shard: {index, count: 2}}, {...ctx, resultsDir});
		t.match(data, {shard: `${index}/2`, findings: []}, text);
		dirs.push(resultsDir);
	}
	const merged = (await nightly({configFile, merge: dirs}, ctx)).data as Night;
	t.strictSame(jobsOf(merged).toSorted(), ['absent/default/checks missing', 'sample/default/checks fail', 'sample/default/counts fail']);
	t.ok(merged.findings.length > 0, 'and only now it is judged');
	t.strictSame((await readdir(path.join(ctx.resultsDir, 'sample'))).toSorted(), merged.jobs.flatMap(({runIds}) => runIds).toSorted(), 'with its runs');
	await t.rejects(nightly({configFile, merge: [own.projectDir]}, ctx), {exitCode: 129, message: /there is no part of a night$/});
});

t.test('a night that has no time, no place, or no right configuration', async t => {
	const {ctx, own, configFile} = await makeSetting(t, {limits: {diskGiB: 10 ** 9}});
	const {data} = await nightly({configFile}, ctx);
	t.strictSame(jobsOf(data as Night), ['sample/default/checks not-run', 'sample/default/counts not-run', 'absent/default/checks not-run']);
	t.match((data as Night).jobs[0]?.reason, /free/);
	const refused = async (config: unknown, message: RegExp): Promise<void> => {
		const file = path.join(own.projectDir, 'other.json');
		await writeFile(file, typeof config === 'string' ? config : JSON.stringify(config));
		await t.rejects(showPlan({configFile: file}, ctx), {exitCode: 129, message});
	};
	await refused('{', /other\.json is not JSON/);
	await refused({matrix: [{target: 'nope', kinds: ['checks']}]}, /other\.json: nope\/default\/checks: unknown target 'nope'/);
	await refused({matrix: [{target: 'sample', kinds: ['checks'], checks: ['no/such']}]}, /other\.json: sample\/default\/checks: .*no\/such/);
	await t.rejects(showPlan({configFile: '/nonexistent.json'}, ctx), {exitCode: 129, message: /^--config \/nonexistent\.json: ENOENT/});
	t.match(await showPlan({configFile}, ctx), {exitCode: 0, text: /sample\/default\/counts/, data: {include: [{name: 'sample/default'}, {name: 'absent/default'}]}});
	t.match((await showPlan({configFile, shard: {index: 1, count: 2}}, ctx)).data, {jobs: [{id: 'sample/default/checks'}, {id: 'sample/default/counts'}]});
});
