// IOPS over several nights: which engine lost, since which kernel, and what is no loss.
import t from 'tap';
import {concludeNight, judgeNight, type JudgeInput} from '../../harness/nightly/judge-night.js';
import type {Finding, JobResult, Night, NightMetric} from '../../harness/nightly/night.js';
import {makeJob, makeNight} from './nights.js';

const engines = ['sync', 'libaio', 'io_uring', 'io_uring-polled', 'ring', 'ring-polled'];
const lost = 'nvme.ring.randread.4k.qd1.iops';

/** A night of 3 boots that differ a little; `speed` is the host's, `ring` that of one engine beside it. */
function iops(seed: number, {kernel = 'k1', speed = 1, ring = 1}: {readonly kernel?: string; readonly speed?: number; readonly ring?: number} = {}): JobResult {
	const metrics = engines.map((engine, at): NightMetric => {
		const samples = [0, 1, 2].map(boot => 1000 * (at + 1) * speed * (engine === 'ring' ? ring : 1) * (1 + ((seed * 7 + boot * 3 + at * 5) % 11 - 5) / 100));
		return {name: `nvme.${engine}.randread.4k.qd1.iops`, unit: 'io/s', better: 'higher', exact: false, value: samples[1]!, samples, fingerprint: 'f1'};
	});
	return makeJob({kernel, metrics});
}

function nights(count: number, options: Parameters<typeof iops>[1] = {}, findings: readonly Finding[] = []): readonly Night[] {
	return Array.from({length: count}, (_, index) => makeNight(`m${100 - index}`, {jobs: [iops(index, options)], findings: [...findings]}));
}

function input(result: JobResult, history: readonly Night[]): JudgeInput {
	return {night: {nightId: 'n9', jobs: [result]}, history, baselines: []};
}

const slow = {kernel: 'k2', ring: 0.5};

t.test('an engine that lost half with a new kernel is suspected at once, and told when confirmed', async t => {
	const judged = input(iops(3, slow), nights(12));
	t.match(judgeNight(judged).suspicions, [{job: 'debian-6.1/default/checks', kind: 'metric', name: lost, exact: false, base: {nightId: 'm100'}}]);
	t.equal(judgeNight(judged).suspicions.length, 1, 'and no other engine');
	t.strictSame(concludeNight({...judged, confirmations: []}), []);
	const [finding] = concludeNight({...judged, confirmations: [{suspicion: judgeNight(judged).suspicions[0]!, outcome: 'confirmed', sentence: 'again -50 %'}]});
	t.match(finding, {kind: 'metric-worse', name: lost, since: 'n9'});
	t.match(finding!.sentence, /^-\d+\.\d % against other engines, in the night since the kernel changed after m100; again -50 %$/);
	t.ok(Math.abs(finding!.change!.head / finding!.change!.base - 0.5) < 0.05);
});

t.test('a slow host is none, nor is an unchanged kernel', async t => {
	t.strictSame(judgeNight(input(iops(3, {kernel: 'k2', speed: 0.4}), nights(12))).suspicions, []);
	t.strictSame(judgeNight(input(iops(3, {ring: 0.5}), nights(12))).suspicions, []);
});

t.test('what was told is carried on with the same kernel, without another run', async t => {
	const told: Finding = {kind: 'metric-worse', job: 'debian-6.1/default/checks', name: lost, sentence: 'said', since: 'm95', change: {base: 2, head: 1, unit: 'io/s', baseNight: 'm90'}};
	const judged = input(iops(3, slow), nights(12, slow, [told]));
	t.strictSame(judgeNight(judged).suspicions, []);
	t.strictSame(concludeNight({...judged, confirmations: []}), [told]);
});

t.test('good news is told once', async t => {
	const fast = {kernel: 'k2', ring: 2};
	t.match(judgeNight(input(iops(3, fast), nights(12))).suspicions, [{kind: 'metric', name: lost}]);
	const better: Finding = {kind: 'metric-better', job: 'debian-6.1/default/checks', name: lost, sentence: 'said', since: 'm100'};
	t.strictSame(judgeNight(input(iops(3, fast), [...nights(1, fast, [better]), ...nights(12)])).suspicions, []);
});
