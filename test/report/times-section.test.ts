import t from 'tap';
import {makeTimesSection} from '../../harness/report/times-section.js';
import type {Figure} from '../../harness/report/parts.js';
import {countedRun, findTable, listParts, makeMeasurement, timedRun} from './fixtures.js';

const figuresOf = (sections: ReturnType<typeof makeTimesSection>): readonly Figure[] => listParts(sections).flatMap(part => part.type === 'figures' ? part.figures : []);

t.test('what was only counted has no times', async t => t.strictSame(makeTimesSection(countedRun), []));

t.test('the accelerator stands beside the numbers', async t => {
	t.match(makeTimesSection(timedRun)[0]!.parts[0], {text: /^Measured under TCG.*compare inside this one run only\.$/});
	t.match(makeTimesSection({...timedRun, boot: {...timedRun.boot!, accel: 'kvm'}})[0]!.parts[0], {text: /^Measured under KVM/});
});

t.test('tables of IOPS and of latency', async t => {
	const sections = makeTimesSection(timedRun);
	const value = (name: string): number => timedRun.measurements.find(measurement => measurement.name === `nvme.${name}`)!.value!;
	t.strictSame(findTable(sections, /^IOPS/)[3], ['ring-polled', ...[1, 32].map(depth => value(`ring-polled.randread.4k.qd${depth}.iops`).toLocaleString('en-US'))]);
	const latencies = findTable(sections, /^Latency/);
	t.equal(latencies.length, 10);
	t.strictSame(latencies[0]!.slice(0, 3), ['libaio', '1', (value('libaio.randread.4k.qd1.lat_p50_ns') / 1000).toFixed(1)]);
});

t.test('a line per engine: IOPS by depth, latency by percentile for each depth', async t => {
	const [iops, ...latencies] = figuresOf(makeTimesSection(timedRun));
	t.match(iops, {caption: /IOPS by queue depth: nvme, randread, 4k/, plot: {kind: 'iops', ticks: [{x: 1, text: '1'}, {x: 32, text: '32'}]}});
	t.equal(iops!.plot.kind === 'iops' && iops!.plot.lines.length, 5);
	t.match(latencies, [{caption: /queue depth 1\./}, {caption: /queue depth 32\./}]);
	t.match(latencies[0], {plot: {kind: 'latency', ticks: [{text: 'p50'}, {text: 'p90'}, {text: 'p99'}, {text: 'p99.9'}]}});
});

t.test('percentiles that are new here are drawn too, in their order; zero has no place on a logarithmic axis', async t => {
	const latency = (metric: string, value: number) => makeMeasurement(`null.ring.randread.4k.qd1.${metric}`, value, {unit: 'ns', better: 'lower'});
	const sections = makeTimesSection({...timedRun, measurements: [latency('lat_p99_99_ns', 9000), latency('lat_p50_ns', 0), latency('lat_p99_9_ns', 5000)]});
	t.match(figuresOf(sections), [{plot: {ticks: [{text: 'p50'}, {text: 'p99.9'}, {text: 'p99.99'}], lines: [{points: [{x: 1, y: 5}, {x: 2, y: 9}]}]}}]);
});

t.test('one depth makes no line, and what gave no number says why', async t => {
	const sections = makeTimesSection({...timedRun, measurements: [makeMeasurement('nvme.ring-polled.randread.4k.qd1.iops', null, {reason: 'nvme was granted no poll queue'}), makeMeasurement('nvme.libaio.randread.4k.qd1.iops', 5)]});
	t.strictSame(figuresOf(sections), []);
	t.strictSame(findTable(sections, /^IOPS/), [['ring-polled', 'broken (nvme was granted no poll queue)'], ['libaio', '5']]);
});
