import {InvalidArgumentError} from 'commander';
import t, {type Test} from 'tap';
import {parseAppend, parseNvme, parseQemuArgs} from '../harness/machine-options.js';

function refuses(t: Test, parse: (text: string) => unknown, cases: ReadonlyArray<readonly [string, RegExp]>): void {
	for (const [text, words] of cases) {
		let error: unknown;
		try {
			parse(text);
		} catch (thrown) {
			error = thrown;
		}
		t.ok(error instanceof InvalidArgumentError, `'${text}' is refused`);
		t.match(String(error), words);
	}
}

t.test('--nvme: any of its fields', async t => {
	t.strictSame(parseNvme('size=512M,queues=2,poll-queues=1,lba=4096,count=3'), {sizeMiB: 512, queues: 2, pollQueues: 1, lbaBytes: 4096, count: 3});
	t.strictSame(parseNvme('size=2G'), {sizeMiB: 2048});
	t.strictSame(parseNvme('count=1', parseNvme('lba=512,count=8')), {lbaBytes: 512, count: 1}, 'the later word counts');
	t.strictSame(parseNvme('poll-queues=0'), {pollQueues: 0});
	refuses(t, parseNvme, [
		['', /'' is none of size=, queues=, poll-queues=, lba=, count=/], ['qd=3', /'qd=3' is none of/], ['toString=1', /is none of/], ['lba=512,', /'' is none of/],
		['size=63M', /size is from 64M to 64G, such as 512M, not '63M'/], ['size=65G', /size is from/], ['size=512', /size is from/], ['size=1.5G', /size is from/],
		['queues=0', /queues is a number from 1 to 64, not '0'/], ['queues=65', /queues is/], ['poll-queues=-1', /poll-queues is a number from 0 to 64, not '-1'/], ['poll-queues', /poll-queues is.* not ''/],
		['lba=1024', /lba is 512 or 4096, not '1024'/], ['lba=4k', /lba is/], ['count=9', /count is a number from 1 to 8/], ['count=1=2', /not '1=2'/],
	]);
});

t.test('--append: kernel parameters as they stand', async t => {
	t.strictSame(parseAppend('nosmap  dyndbg="file aio.c +p"', parseAppend('quiet')), ['quiet', 'nosmap  dyndbg="file aio.c +p"']);
	refuses(t, parseAppend, [
		['', /printable ASCII/], ['a\nb', /printable ASCII/], ['ä', /printable ASCII/], ['x'.repeat(1025), /at most 1024 characters/],
		['quiet console=tty0', /console is the harness's own: the serial console/], ['panic=5', /panic is/], ['init=/bin/sh', /init is/], ['nvme.poll-queues=3', /nvme\.poll-queues is .*--nvme poll-queues=N/],
		['null_blk.poll_queues=3', /say --nvme poll-queues=N/], ['a -- b', /-- is the harness's own/], ['KERNEL_TEST_TIME_SCALE=3', /init reads it/],
	]);
	t.strictSame(parseAppend('console_msg_format=syslog panic_on_warn=1'), ['console_msg_format=syslog panic_on_warn=1'], 'names that only begin so');
});

t.test('--qemu-args: words as a shell takes them apart', async t => {
	t.strictSame(parseQemuArgs('-device "virtio-rng-pci,id=a b"', parseQemuArgs('-m 2G')), ['-m', '2G', '-device', 'virtio-rng-pci,id=a b']);
	refuses(t, parseQemuArgs, [
		['', /options of QEMU/], ['virtio-rng-pci', /options of QEMU/], ['-device "x', /quote in it is not closed/], ['-smp 4', /-smp is the harness's own: say --smp/],
		['-m 2G --append quiet', /--append is the harness's own: say --append/], ['-s', /say kernel-test gdb/], ['-nographic', /terminal/], ['-icount shift=1', /bench --count/], [`-m ${'1 '.repeat(64)}`, /at most 64 words/],
	]);
});
