import t from 'tap';
import type {Counting} from '../../harness/boot/boot.js';
import {usualNvme} from '../../harness/boot/nvme-shape.js';
import {makeKernelCommandLine, makeQemuArgs, type QemuInput} from '../../harness/boot/qemu-args.js';

const input: QemuInput = {
	accel: 'tcg', machine: {cpus: 2, memoryMiB: 512, nvme: usualNvme, timeScale: 1, append: '', qemuArgs: []},
	bootImage: '/cache/kernels/1/vmlinux', initrd: '/results/run/initrd.cpio', nvmeImages: ['/results/run/nvme.img'],
	consoleLog: '/results/run/console.log', sockets: {qmp: '/tmp/kt-1/qmp', ports: {'kernel-test.results': '/tmp/kt-1/results'}},
};

/** The arguments with each option and its value on one line. */
function describe(args: readonly string[]): string {
	return args.join('\n').replaceAll(/\n(?!-)/g, ' ');
}

t.test('under TCG', async t => t.matchSnapshot(describe(makeQemuArgs(input))));

t.test('under KVM, with the ports of a program to run', async t => {
	const ports = {...input.sockets.ports, 'kernel-test.stdout': '/tmp/kt-1/stdout', 'kernel-test.stderr': '/tmp/kt-1/stderr'};
	t.matchSnapshot(describe(makeQemuArgs({...input, accel: 'kvm', sockets: {...input.sockets, ports}})));
});

t.test('counting instructions: the whole boot as it is, or between marks in time that is instructions', async t => {
	const files = {plugin: '/cache/count-plugin.so', outFile: '/results/a,b/counts.txt'};
	const marks = {...files, what: 'marks', disk: 'holds nothing', settleAt: ['ffffffff81000010', 'ffffffff81000020']} as const;
	const added = (counting: Counting): string[] => {
		const plain = new Set(makeQemuArgs(input));
		return makeQemuArgs({...input, counting}).filter(arg => !plain.has(arg));
	};
	t.strictSame(added({...files, what: 'boot'}), ['-plugin', '/cache/count-plugin.so,out=/results/a,,b/counts.txt']);
	t.strictSame(added(marks), [
		'-bios', 'qboot.rom',
		'tcg,thread=single', '-icount', 'shift=0,align=off,sleep=off', '-seed', '1', '-rtc', 'base=2020-01-01,clock=vm',
		'-plugin', '/cache/count-plugin.so,out=/results/a,,b/counts.txt,marks=on,settle=ffffffff81000010,settle=ffffffff81000020',
		makeKernelCommandLine(input.machine, marks),
		'driver=null-co,node-name=nvme-file,size=268435456',
	]);
	t.strictSame(added({...marks, disk: 'holds data'}), added(marks).slice(0, -1), 'a file system is on a disk that holds it');
	t.notMatch(makeKernelCommandLine(input.machine, marks), /rcutree/, 'grace periods as they are in production');
});

t.test('a comma in a file name does not end the option', async t => {
	const args = makeQemuArgs({...input, nvmeImages: ['/a,b/nvme.img'], consoleLog: '/a,b/console', sockets: {qmp: '/a,b/qmp', ports: {results: '/a,b/results'}}});
	t.strictSame(args.filter(arg => arg.includes('/a')), [
		'file,id=console,path=/a,,b/console,append=on', 'socket,id=qmp,path=/a,,b/qmp', 'socket,id=port0,path=/a,,b/results', 'driver=file,node-name=nvme-file,filename=/a,,b/nvme.img',
	]);
});

t.test('poll queues are asked for from both drivers', async t => {
	const words = makeKernelCommandLine({...input.machine, nvme: {...usualNvme, pollQueues: 3}}).split(' ');
	t.ok(words.includes('nvme.poll_queues=3'));
	t.ok(words.includes('null_blk.poll_queues=3'));
	t.ok(words.includes('panic=-1') && words.includes('oops=panic'), 'a panic ends QEMU by way of -no-reboot');
	t.ok(makeQemuArgs(input).includes('-no-reboot'));
});

t.test('a slow kernel tells its programs', async t => {
	t.notMatch(makeKernelCommandLine(input.machine), /TIME_SCALE/);
	t.match(makeKernelCommandLine({...input.machine, timeScale: 6}), /(^| )KERNEL_TEST_TIME_SCALE=6( |$)/);
});

t.test('NVMe devices of another shape', async t => {
	const nvme = {...usualNvme, sizeMiB: 64, queues: 2, pollQueues: 1, lbaBytes: 4096, count: 2} as const;
	const args = makeQemuArgs({...input, machine: {...input.machine, nvme}, nvmeImages: ['/a.img', '/b.img']});
	const at = args.indexOf('-blockdev');
	t.strictSame(args.slice(at).filter(arg => !arg.startsWith('-')), [
		'driver=file,node-name=nvme-file,filename=/a.img', 'driver=raw,node-name=nvme-disk,file=nvme-file',
		'nvme,drive=nvme-disk,serial=kernel-test,max_ioqpairs=3,logical_block_size=4096,physical_block_size=4096',
		'driver=file,node-name=nvme-file1,filename=/b.img', 'driver=raw,node-name=nvme-disk1,file=nvme-file1',
		'nvme,drive=nvme-disk1,serial=kernel-test1,max_ioqpairs=3,logical_block_size=4096,physical_block_size=4096',
	]);
});

t.test('the user\'s own parameters and arguments come last', async t => {
	const machine = {...input.machine, append: 'quiet nosmap', qemuArgs: ['-m', '2G']};
	t.match(makeKernelCommandLine(machine), / quiet nosmap$/);
	t.strictSame(makeQemuArgs({...input, machine}).slice(-2), ['-m', '2G']);
});

t.test('for gdb the guest stands still', async t => {
	const args = makeQemuArgs({...input, gdbSocket: '/tmp/kt,1/gdb'});
	t.strictSame(args.filter(arg => !makeQemuArgs(input).includes(arg)), ['-S', 'socket,id=gdb,path=/tmp/kt,,1/gdb,server=on,wait=off', '-gdb', 'chardev:gdb']);
});

t.test('QEMU is shut in, unless the user\'s own arguments say otherwise', async t => {
	const sandbox = ['-sandbox', 'on'];
	t.strictSame(makeQemuArgs({...input, sandbox}).filter(arg => !makeQemuArgs(input).includes(arg)), sandbox);
	t.strictSame(makeQemuArgs({...input, sandbox, machine: {...input.machine, qemuArgs: ['-sandbox', 'off']}}).filter(arg => arg === '-sandbox' || arg === 'on'), ['-sandbox']);
});
