import t from 'tap';
import {estimateIops, judgeClaims, planClaims, type Claim, type JudgedClaim} from '../../harness/claims/judge-claims.js';
import {makeResult} from '../../harness/result/make-result.js';
import type {Measurement, RunResult} from '../../harness/result/result-schema.js';
import {makeFacts} from '../result/sample.js';

const bench = 'nvme.ring-polled.randread.4k.qd32';
const claim: Claim = {bench, iops: 1_000_000, description: 'one thread', source: 'a mail'};
const core = {clockGhz: 3, ipc: 1};

function makeMeasured(values: Readonly<Record<string, number | null>>, accel: 'kvm' | 'tcg'): RunResult {
	const {boot, ...result} = makeResult(makeFacts());
	const measurements = Object.entries(values).map(([metric, value]): Measurement =>
		({name: `${bench}.${metric}`, outcome: value === null ? 'broken' : 'pass', reason: value === null ? 'no poll queue' : '', unit: 'io/s', better: 'higher', value, samples: []}));
	return {...result, boot: {...boot!, accel}, measurements};
}

const judge = (iops: number | null, accel: 'kvm' | 'tcg', work: number | null = 2000): JudgedClaim => judgeClaims({
	claims: [claim], core, counted: makeMeasured(work === null ? {insns_per_io: null} : {insns_per_io: 2500, work_insns_per_io: work}, 'tcg'), timed: makeMeasured({iops}, accel),
})[0]!;

t.test('the estimate is clock times instructions per cycle by instructions of work', async t => {
	t.equal(estimateIops(2500, {clockGhz: 3, ipc: 1}), 1_200_000);
	t.equal(estimateIops(2500, {clockGhz: 2, ipc: 2.5}), 2_000_000);
	t.match(judge(900_000, 'tcg'), {measuredIops: 900_000, insnsPerIo: 2500, workInsnsPerIo: 2000, estimatedIops: 1_500_000}, 'without what waits');
	t.match(judge(900_000, 'tcg', null), {insnsPerIo: null, workInsnsPerIo: null, estimatedIops: null});
});

t.test('time is judged where it means something, and the estimate never is', async t => {
	t.match(judge(1_000_000, 'kvm'), {...claim, verdict: 'reached', reason: ''});
	t.match(judge(999_999, 'kvm'), {verdict: 'missed', reason: '', estimatedIops: 1_500_000});
	for (const iops of [1, 2_000_000]) t.match(judge(iops, 'tcg'), {verdict: 'not-judged', reason: /emulated CPU/, measuredIops: iops});
	for (const accel of ['kvm', 'tcg'] as const) t.match(judge(null, accel), {verdict: 'broken', reason: 'no poll queue', measuredIops: null});
	t.match(judgeClaims({claims: [claim], core, counted: makeMeasured({}, 'tcg'), timed: makeMeasured({}, 'kvm')}), [{verdict: 'broken', reason: 'not measured'}]);
});

t.test('one run counts and one takes the time', async t => {
	t.strictSame(planClaims([claim], {benches: [], benchOptions: {ms: 500}}), {
		claims: [claim], counted: {benches: [bench], countInstructions: true}, timed: {benches: [bench], benchOptions: {ms: 500}},
	});
	t.throws(() => planClaims([], {}), {exitCode: 129, message: /claims nothing/, hint: /`claims` in target\.json/});
	for (const more of [{benches: ['nvme.*']}, {countInstructions: true}, {benchOptions: {threads: 2}}, {benchOptions: {batch: 1}}, {benchOptions: {ios: 1}}] as const) {
		t.throws(() => planClaims([claim], more), {exitCode: 129, message: /as it is named there/}, JSON.stringify(more));
	}
});
