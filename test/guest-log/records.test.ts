import t from 'tap';
import {recordSchema} from '../../harness/guest-log/records.js';

t.test('what guest-tools sends is taken', async t => {
	const records = [
		{type: 'guest', kernel: '6.1.0', version: '#1 SMP', cpus: 2, memoryKiB: 500_000, cmdline: 'console=ttyS0'},
		{type: 'device', name: 'nvme0n1', kind: 'nvme', sectors: 524_288, pollQueues: 1},
		{type: 'device', name: 'nullb0', kind: 'null', sectors: 0, pollQueues: 0},
		{type: 'measurement', name: 'x', ios: 0, elapsed_ns: 1},
		{type: 'measurement', name: 'nvme.ring.randread.4k.qd1', ios: 1000, elapsed_ns: 5_000_000, lat_ns: {p50: 900, p99_9: 2000}, lat_buckets_ns: [[895, 990], [1983, 10]], parameters: {engine: 'ring', ios_wanted: 0}},
		{type: 'start', name: 'ring/read'},
		{type: 'end', name: 'ring/read', status: 0, signal: 0, timedOut: false, durationMs: 12},
		{type: 'exec', status: 3, signal: 0, timedOut: false},
		{type: 'done'},
	];
	for (const record of records) t.strictSame(recordSchema.parse(record), record);
});

t.test('a measurement may say more than is known here', async t => {
	const record = {type: 'measurement', name: 'x', ios: 1, elapsed_ns: 1, calls: 7};
	t.strictSame(recordSchema.parse(record), record);
});

t.test('wrong types, signs and sizes are refused', async t => {
	const wrong: readonly unknown[] = [
		{}, [], null, 7, {type: 'nonsense'},
		{type: 'start'}, {type: 'start', name: ''}, {type: 'start', name: 'x'.repeat(201)}, {type: 'start', name: 7},
		{type: 'device', name: 'x', kind: 'floppy', sectors: 1, pollQueues: 0},
		{type: 'device', name: 'x', kind: 'nvme', sectors: 1, pollQueues: -1},
		{type: 'device', name: 'x', kind: 'nvme', sectors: 1.5, pollQueues: 0},
		{type: 'measurement', name: 'x', ios: 1, elapsed_ns: 0},
		{type: 'measurement', name: 'x', ios: -1, elapsed_ns: 1},
		{type: 'measurement', name: 'x', ios: 2 ** 60, elapsed_ns: 1},
		{type: 'measurement', name: 'x', ios: 1, elapsed_ns: 1, lat_ns: {p50: '900'}},
		{type: 'measurement', name: 'x', ios: 1, elapsed_ns: 1, lat_ns: {'a name that is far too long': 1}},
		...[[[1, 0]], [[1]], [[2, 1], [1, 1]], [[1, 1], [1, 1]], [['1', 1]], Array.from({length: 129}, (_, index) => [index, 1])]
			.map(lat_buckets_ns => ({type: 'measurement', name: 'x', ios: 1, elapsed_ns: 1, lat_buckets_ns})),
		...[{'a name that is far too long': 1}, {engine: ['ring']}, {engine: 'x'.repeat(201)}, {qd: -1}]
			.map(parameters => ({type: 'measurement', name: 'x', ios: 1, elapsed_ns: 1, parameters})),
		{type: 'exec', status: 256, signal: 0, timedOut: false},
		{type: 'exec', status: 0, signal: 65, timedOut: false},
		{type: 'exec', status: 0, signal: 0},
	];
	for (const record of wrong) t.equal(recordSchema.safeParse(record).success, false, JSON.stringify(record));
});
