import t from 'tap';
import {divideCounts} from '../../harness/result/divide-counts.js';
import {makeReport, plainBench, polledBench} from './sample.js';

t.test('instructions per IO by function; what waits is told by name or glob', async t => {
	const functions = [{name: 'aio_read', instructions: 5000}, {name: 'nvme_poll', instructions: 2500}, {name: 'nvme_polled', instructions: 1}, {name: 'idle_loop', instructions: 3}];
	t.strictSame(divideCounts({counted: [{name: polledBench, functions}], records: makeReport().measurements, waiting: ['nvme_poll', 'idle_*']}), [{
		bench: polledBench, ios: 5000,
		functions: [
			{name: 'aio_read', kind: 'work', instructions: 5000, insnsPerIo: 1},
			{name: 'nvme_poll', kind: 'wait', instructions: 2500, insnsPerIo: 0.5},
			{name: 'nvme_polled', kind: 'work', instructions: 1, insnsPerIo: 0.0002},
			{name: 'idle_loop', kind: 'wait', instructions: 3, insnsPerIo: 0.0006},
		],
	}]);
});

t.test('without a number of IOs there is nothing to divide by', async t => {
	const counted = [{name: plainBench, functions: []}, {name: polledBench, functions: []}];
	const [plain] = makeReport().measurements;
	t.strictSame(divideCounts({counted, records: [{...plain!, ios: 0}], waiting: []}), []);
});
