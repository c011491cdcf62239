import t from 'tap';
import {isPolledEngine, parseBenchName} from '../../harness/plan/bench-name.js';

t.test('a name is its parameters', async t => {
	t.strictSame(parseBenchName('nvme.ring-polled-fixed.randread.4k.qd32'), {
		device: 'nvme', engine: 'ring-polled-fixed', rw: 'randread', bsBytes: 4096, queueDepth: 32,
	});
	t.strictSame(parseBenchName('null.io_uring.write.128k.qd1'), {device: 'null', engine: 'io_uring', rw: 'write', bsBytes: 131_072, queueDepth: 1});
});

t.test('whatever is not a name is undefined', async t => {
	const others = [
		'', 'nvme', 'sda.ring.randread.4k.qd1', 'nvme.ring.randread.4k', 'nvme.ring.randread.4k.qd0', 'nvme.ring.randread.0k.qd1', 'nvme.ring.randread.4m.qd1',
		'nvme.ring.trim.4k.qd1', 'nvme.Ring.randread.4k.qd1', 'nvme.ring.randread.4k.qd1.iops', 'nvme.ring.randread.4k.qd10000', 'nvme.*.randread.4k.qd1', 'nvme.ring-.randread.4k.qd1',
		'nvme.ring.randread.4k.qd1\n',
	];
	for (const name of others) t.equal(parseBenchName(name), undefined, JSON.stringify(name));
});

t.test('polled engines are known by name', async t => {
	for (const engine of ['ring-polled', 'ring-polled-fixed', 'sync-polled', 'user-iocb-polled', 'io_uring-polled']) t.ok(isPolledEngine(engine), engine);
	for (const engine of ['ring', 'sync', 'libaio', 'user-iocb', 'io_uring']) t.notOk(isPolledEngine(engine), engine);
});
