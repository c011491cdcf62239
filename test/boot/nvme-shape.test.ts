import t from 'tap';
import {parseNvme} from '../../harness/machine-options.js';
import {describeNvme, formatNvme, isUsualNvme, usualNvme} from '../../harness/boot/nvme-shape.js';

t.test('the usual shape, and each other one', async t => {
	t.ok(isUsualNvme({...usualNvme}));
	for (const change of [{sizeMiB: 512}, {queues: 1}, {pollQueues: 2}, {lbaBytes: 4096}, {count: 2}] as const) t.notOk(isUsualNvme({...usualNvme, ...change}), JSON.stringify(change));
});

t.test('as an option, which reads as the same again', async t => {
	const shape = {sizeMiB: 512, queues: 2, pollQueues: 0, lbaBytes: 4096, count: 3} as const;
	t.equal(formatNvme(shape), 'size=512M,queues=2,poll-queues=0,lba=4096,count=3');
	t.strictSame(parseNvme(formatNvme(shape)), shape);
	t.equal(formatNvme({}), '');
});

t.test('in words, another for each', async t => {
	t.equal(describeNvme(usualNvme), '256 MiB, 1 poll queue, blocks of 512 bytes');
	t.equal(describeNvme({sizeMiB: 512, queues: 2, pollQueues: 1, lbaBytes: 4096, count: 3}), '3 of 512 MiB, 2 interrupt and 1 poll queues, blocks of 4096 bytes');
	t.equal(describeNvme({...usualNvme, pollQueues: 0}), '256 MiB, 0 poll queues, blocks of 512 bytes');
});
