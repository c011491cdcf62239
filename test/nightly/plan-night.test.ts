import fc from 'fast-check';
import t from 'tap';
import {parseNightConfig, type NightConfig} from '../../harness/nightly/night-config.js';
import {listParts, makeRunnerMatrix, pickShard, planJobs} from '../../harness/nightly/plan-night.js';

const makeConfig = (fields: object): NightConfig => parseNightConfig(JSON.stringify(fields), 'night.json');
const config = makeConfig({
	matrix: [
		{target: 'a', kinds: ['checks', 'fuzz', 'counts', 'iops'], checks: ['io/*'], benches: ['null.*']},
		{target: 'a', variants: ['slow', 'other'], kinds: ['checks']},
		{target: 'b', kinds: ['counts'], series: 'v5.mbox', mayBeMissing: true},
	],
	fuzzOps: 7, iopsBoots: 2,
});
const timeScaleOf = ({variant}: {readonly variant: string}): number => variant === 'slow' ? 10 : 1;

t.test('a job has all that it takes to run it', async t => {
	t.strictSame(planJobs(config, 42), [
		{id: 'a/default/checks', target: 'a', variant: 'default', kind: 'checks', checks: ['io/*']},
		{id: 'a/default/fuzz', target: 'a', variant: 'default', kind: 'fuzz', checks: ['io/*'], fuzz: {seed: 42, ops: 7}},
		{id: 'a/default/counts', target: 'a', variant: 'default', kind: 'counts', benches: ['null.*']},
		{id: 'a/default/iops', target: 'a', variant: 'default', kind: 'iops', benches: ['null.*'], boots: 2},
		{id: 'a/slow/checks', target: 'a', variant: 'slow', kind: 'checks'},
		{id: 'a/other/checks', target: 'a', variant: 'other', kind: 'checks'},
		{id: 'b/default/counts', target: 'b', variant: 'default', kind: 'counts', series: 'v5.mbox', mayBeMissing: true},
	]);
});

t.test('two jobs of one name are told from each other, or refused', async t => {
	const twice = (name: object): NightConfig => makeConfig({matrix: [{target: 'a', kinds: ['checks']}, {target: 'a', kinds: ['checks'], tree: 'linux-next', ...name}]});
	t.throws(() => planJobs(twice({}), 0), {message: 'the matrix has a/default/checks twice', exitCode: 129});
	t.strictSame(planJobs(twice({name: 'a-next'}), 0).map(({id}) => id), ['a/default/checks', 'a-next/default/checks']);
});

t.test('each job is in one part, and the jobs of a kernel in the same', async t => {
	const jobs = planJobs(config, 42);
	fc.assert(fc.property(fc.integer({min: 1, max: 9}), count => {
		const shards = Array.from({length: count}, (_, at) => pickShard(jobs, {index: at + 1, count}, timeScaleOf));
		t.strictSame(shards.flat().map(({id}) => id).sort(), jobs.map(({id}) => id).sort());
		for (const part of listParts(jobs)) t.equal(shards.filter(shard => shard.some(job => part.includes(job))).length, 1);
	}));
});

t.test('the slowest kernel does not share its part while others are free', async t => {
	const jobs = planJobs(config, 42);
	t.strictSame(pickShard(jobs, {index: 1, count: 2}, timeScaleOf).map(({id}) => id), ['a/slow/checks']);
	t.equal(pickShard(jobs, {index: 2, count: 2}, timeScaleOf).length, 6);
});

t.test('a runner for each kernel', async t => {
	t.strictSame(makeRunnerMatrix(planJobs(config, 42), timeScaleOf).include.map(({shard, name, jobs}) => [shard, name, jobs.length]), [
		['1/4', 'a/slow', 1], ['2/4', 'a/default', 4], ['3/4', 'a/other', 1], ['4/4', 'b/default', 1],
	]);
});
