import t from 'tap';
import {findBench, groupWorkloads, listEngines, valueOf} from '../../harness/report/workloads.js';
import {makeMeasurement, timedRun} from './fixtures.js';

t.test('benches side by side that differ in engine and depth only', async t => {
	const [workload, ...more] = groupWorkloads(timedRun.measurements);
	t.strictSame(more, []);
	t.match(workload, {title: 'nvme, randread, 4k', engines: ['libaio', 'user-iocb-polled', 'ring', 'ring-polled', 'io_uring-polled'], depths: [1, 32]});
	t.equal(valueOf(findBench(workload!, 'ring', 32), 'iops'), timedRun.measurements.find(({name}) => name === 'nvme.ring.randread.4k.qd32.iops')!.value);
	t.equal(findBench(workload!, 'ring', 8), undefined);
	t.equal(valueOf(undefined, 'iops'), undefined);
});

t.test('each device, direction and size is one of its own; depths are in order; other names are none', async t => {
	const names = ['null.ring.read.4k.qd8.iops', 'null.ring.read.4k.qd1.iops', 'null.ring.read.16k.qd1.iops', 'null.ring.write.4k.qd1.iops', 'file.sync.read.4k.qd1.iops', 'iops', 'a.b.iops', ''];
	const workloads = groupWorkloads(names.map(name => makeMeasurement(name, 1)));
	t.strictSame(workloads.map(({title}) => title), ['null, read, 4k', 'null, read, 16k', 'null, write, 4k', 'file, read, 4k']);
	t.strictSame(workloads[0]!.depths, [1, 8]);
	t.strictSame(listEngines(workloads), ['ring', 'sync']);
});

t.test('no number is no value', async t => {
	const [workload] = groupWorkloads([makeMeasurement('null.ring.read.4k.qd8.iops', null)]);
	t.equal(valueOf(findBench(workload!, 'ring', 8), 'iops'), undefined);
});
