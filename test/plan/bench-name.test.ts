import t from 'tap';
import {isExactBench, isExactName, isPolledEngine, parseBenchName, pollingDevice} from '../../harness/plan/bench-name.js';

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

t.test('what completes the IO of a file is the device below it', async t => {
	t.strictSame(['nvme', 'null', 'file'].map(pollingDevice), ['nvme', 'null', 'nvme']);
});

t.test('polled engines are known by name', async t => {
	for (const engine of ['ring-polled', 'ring-polled-fixed', 'sync-polled', 'user-iocb-polled', 'io_uring-polled']) t.ok(isPolledEngine(engine), engine);
	for (const engine of ['ring', 'sync', 'libaio', 'user-iocb', 'io_uring']) t.notOk(isPolledEngine(engine), engine);
});

t.test('exact are benches of null_blk, and those that poll and do not sleep', async t => {
	const isExact = (name: string): boolean => isExactBench(parseBenchName(`${name}.randread.4k.qd32`)!);
	for (const name of ['null.libaio', 'null.ring', 'null.sync', 'null.sync-polled', 'null.io_uring', 'nvme.ring-polled', 'nvme.user-iocb-polled', 'nvme.io_uring-polled-fixed']) t.ok(isExact(name), name);
	for (const name of ['nvme.libaio', 'nvme.ring', 'nvme.sync', 'nvme.sync-polled', 'nvme.io_uring', 'file.ring', 'file.sync-polled', 'file.ring-polled']) t.notOk(isExact(name), name);
	t.ok(isExactName('null.ring.randread.4k.qd32'));
	t.notOk(isExactName('nvme.ring.randread.4k.qd32'));
	t.notOk(isExactName('ring'), 'what is not named by its parameters');
});
