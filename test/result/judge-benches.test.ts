import t from 'tap';
import type {Boot} from '../../harness/boot/boot.js';
import {grantedPollQueues, judgeBenches} from '../../harness/result/judge-benches.js';
import type {Measurement} from '../../harness/result/result-schema.js';
import {planRun} from '../../harness/plan/plan.js';
import {makeBoot, makeEntry, makeReport, plainBench, polledBench, samplePlan, sampleTarget, withEntries} from './sample.js';

const judge = (boot: Boot): Measurement[] => judgeBenches({planned: samplePlan.benches, boot, counts: []});

t.test('raw integers become IOPS and latencies, with unit and direction', async t => {
	t.strictSame(judge(makeBoot()), [
		{name: `${plainBench}.iops`, outcome: 'pass', reason: '', unit: 'io/s', better: 'higher', value: 20_000, samples: [20_000]},
		{name: `${plainBench}.lat_p50_ns`, outcome: 'pass', reason: '', unit: 'ns', better: 'lower', value: 120_000, samples: [120_000]},
		{name: `${plainBench}.lat_p99_ns`, outcome: 'pass', reason: '', unit: 'ns', better: 'lower', value: 250_000, samples: [250_000]},
		{name: `${polledBench}.iops`, outcome: 'pass', reason: '', unit: 'io/s', better: 'higher', value: 50_000, samples: [50_000]},
		{name: `${polledBench}.lat_p50_ns`, outcome: 'pass', reason: '', unit: 'ns', better: 'lower', value: 60_000, samples: [60_000]},
		{name: `${polledBench}.lat_p99_ns`, outcome: 'pass', reason: '', unit: 'ns', better: 'lower', value: 90_000, samples: [90_000]},
	]);
});

t.test('a polled number without a granted poll queue is broken, not a number', async t => {
	const {devices} = makeReport();
	for (const [what, list] of [
		['granted none', devices.map(device => device.kind === 'nvme' ? {...device, pollQueues: 0} : device)],
		['no such device', devices.filter(({kind}) => kind !== 'nvme')],
	] as const) {
		const results = judge(makeBoot({report: makeReport({devices: list})}));
		t.strictSame(results.filter(({outcome}) => outcome === 'broken'), [
			{name: `${polledBench}.iops`, outcome: 'broken', reason: 'nvme was granted no poll queue', unit: 'io/s', better: 'higher', value: null, samples: []},
		], what);
		t.equal(results.find(({name}) => name === `${plainBench}.iops`)?.value, 20_000, 'an engine that waits for interrupts is not concerned');
	}
});

t.test('below a file it is the NVMe device that polls', async t => {
	const fileBench = 'file.ring-polled.randread.4k.qd32';
	const {benches: planned} = planRun({target: sampleTarget, allChecks: [], request: {benches: [fileBench]}});
	const report = makeReport({entries: [makeEntry(`bench/${fileBench}`)], measurements: [{type: 'measurement', name: fileBench, ios: 1000, elapsed_ns: 100_000_000}]});
	const judgeWith = (devices: typeof report.devices): Measurement[] => judgeBenches({planned, boot: makeBoot({report: {...report, devices}}), counts: []});
	t.match(judgeWith(report.devices), [{name: `${fileBench}.iops`, outcome: 'pass', value: 10_000}]);
	t.match(judgeWith(report.devices.filter(({kind}) => kind === 'null')), [{outcome: 'broken', reason: 'nvme was granted no poll queue'}]);
});

t.test('where there is no number, one entry says why', async t => {
	const report = makeReport();
	const cases: ReadonlyArray<readonly [Boot, string, string]> = [
		[makeBoot({report: withEntries(makeEntry(`bench/${polledBench}`, 'skip', 'no io_ring_enter'))}), 'skip', 'no io_ring_enter'],
		[makeBoot({report: withEntries(makeEntry(`bench/${polledBench}`, 'fail', 'read: -EIO'))}), 'broken', 'read: -EIO'],
		[makeBoot({report: withEntries(makeEntry(`bench/${polledBench}`, 'timeout'))}), 'broken', 'timeout'],
		[makeBoot({report: {...report, measurements: report.measurements.slice(0, 1)}}), 'broken', 'the bench reported no number'],
		[makeBoot({report: {...report, measurements: report.measurements.map(record => ({...record, ios: 0}))}}), 'broken', 'the bench reported no number'],
		[makeBoot({report: {...report, entries: report.entries.slice(0, -1)}}), 'broken', 'the guest gave no result'],
		[makeBoot({outcome: 'panic', reason: 'Kernel panic', report: {...report, entries: report.entries.slice(0, -1)}}), 'broken', 'panic: Kernel panic'],
	];
	for (const [boot, outcome, reason] of cases) {
		const results = judge(boot).filter(({name}) => name.startsWith(polledBench));
		t.strictSame(results, [{name: `${polledBench}.iops`, outcome, reason, unit: 'io/s', better: 'higher', value: null, samples: []}], reason);
	}
});

t.test('granted poll queues are those of the first device of a kind', async t => {
	const [nvme, other] = makeReport().devices;
	t.equal(grantedPollQueues('nvme', [other!, {...nvme!, pollQueues: 2}, nvme!]), 2);
	t.equal(grantedPollQueues('nvme', [other!]), 0);
	t.equal(grantedPollQueues('nvme', []), 0);
});

t.test('a counted bench has instructions per IO and no times', async t => {
	const {benches: planned} = planRun({target: sampleTarget, allChecks: [], request: {benches: [plainBench], countInstructions: true}});
	const functions = [
		{name: 'aio_read', kind: 'work' as const, instructions: 4001, insnsPerIo: 2.0005},
		{name: 'nvme_poll', kind: 'wait' as const, instructions: 1000, insnsPerIo: 0.5},
		{name: '[user]', kind: 'work' as const, instructions: 999, insnsPerIo: 0.4995},
	];
	const measured = (metric: string, value: number): Measurement =>
		({name: `${plainBench}.${metric}`, outcome: 'pass', reason: '', unit: 'insns/io', better: 'lower', value, samples: [value]});
	t.strictSame(judgeBenches({planned, boot: makeBoot(), counts: [{bench: plainBench, ios: 2000, functions}]}),
		[measured('insns_per_io', 3), measured('work_insns_per_io', 2.5), measured('wait_insns_per_io', 0.5)]);
	t.strictSame(judgeBenches({planned, boot: makeBoot(), counts: []}), [
		{name: `${plainBench}.insns_per_io`, outcome: 'broken', reason: 'the bench set no marks', unit: 'insns/io', better: 'lower', value: null, samples: []},
	]);
});
