// Turns the options that shape the virtual machine into values: --nvme, --append and --qemu-args. What the harness itself
// needs to follow a guest is refused by name. Pure.
import {InvalidArgumentError} from 'commander';
import type {NvmeShape} from './boot/nvme-shape.js';
import {splitWords} from './lib/shell-words.js';

type NvmeField = (text: string) => Partial<NvmeShape>;

const nvmeFields: Readonly<Record<string, NvmeField>> = {
	size: text => ({sizeMiB: parseSize(text)}),
	queues: text => ({queues: parseField('queues', text, 1, 64)}),
	'poll-queues': text => ({pollQueues: parseField('poll-queues', text, 0, 64)}),
	lba(text) {
		if (text !== '512' && text !== '4096') throw new InvalidArgumentError(`lba is 512 or 4096, not '${text}'.`);
		return {lbaBytes: Number(text) as 512 | 4096};
	},
	count: text => ({count: parseField('count', text, 1, 8)}),
};
const sizeMiBMin = 64;
const sizeMiBMax = 65_536;

/** `--nvme size=512M,queues=2,poll-queues=1,lba=4096,count=2`: any of them; may be repeated. */
export function parseNvme(text: string, before: Partial<NvmeShape> = {}): Partial<NvmeShape> {
	return text.split(',').reduce((shape, part) => {
		const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part)!;
		if (!Object.hasOwn(nvmeFields, name)) throw new InvalidArgumentError(`'${part}' is none of ${Object.keys(nvmeFields).map(field => `${field}=`).join(', ')}.`);
		return {...shape, ...nvmeFields[name]!(value)};
	}, before);
}

function parseField(name: string, text: string, min: number, max: number): number {
	if (!/^\d{1,5}$/.test(text) || Number(text) < min || Number(text) > max) throw new InvalidArgumentError(`${name} is a number from ${min} to ${max}, not '${text}'.`);
	return Number(text);
}

/** Below 64M the file system of the checks has no room. */
function parseSize(text: string): number {
	const [, number = '', unit] = /^(\d{1,6})([MG])$/.exec(text) ?? [];
	const sizeMiB = Number(number) * (unit === 'G' ? 1024 : 1);
	if (unit === undefined || sizeMiB < sizeMiBMin || sizeMiB > sizeMiBMax) throw new InvalidArgumentError(`size is from ${sizeMiBMin}M to ${sizeMiBMax / 1024}G, such as 512M, not '${text}'.`);
	return sizeMiB;
}

const appendBytesMax = 1024;
const ownParameters: Readonly<Record<string, string>> = {
	'console': 'the serial console is what the harness reads',
	'panic': 'a panic has to end the guest at once', 'oops': 'an oops has to end the guest at once',
	'init': 'the first process is the harness\'s own', 'rdinit': 'the first process is the harness\'s own', 'initrd': 'the initramfs is the harness\'s own',
	'nvme.poll_queues': 'say --nvme poll-queues=N', 'null_blk.poll_queues': 'say --nvme poll-queues=N',
	'null_blk.nr_devices': 'the checks and benches want it as it is', 'null_blk.gb': 'the checks and benches want it as it is', 'null_blk.queue_mode': 'the checks and benches want it as it is',
	'--': 'what follows it is for init, which is the harness\'s own',
};

/** `--append`: kernel parameters as they stand; may be repeated. */
export function parseAppend(text: string, before: readonly string[] = []): readonly string[] {
	if (!/^[\x20-\x7e]+$/.test(text)) throw new InvalidArgumentError('It is kernel parameters in printable ASCII.');
	const all = [...before, text];
	if (all.join(' ').length > appendBytesMax) throw new InvalidArgumentError(`It is at most ${appendBytesMax} characters: the kernel's command line has 2048.`);
	for (const word of text.split(' ')) {
		const name = word.split('=')[0]!;
		// The kernel takes a dash in a name for an underscore (kernel/params.c, parameq()).
		const known = Object.keys(ownParameters).find(own => own === name || own === name.replaceAll('-', '_'));
		if (known !== undefined || name.startsWith('KERNEL_TEST_')) throw new InvalidArgumentError(`${name} is the harness's own: ${ownParameters[known ?? ''] ?? 'init reads it'}.`);
	}
	return all;
}

const qemuWordsMax = 64;
const follows = 'the harness follows the guest through it';
/** By QEMU's option without its dashes. */
const ownQemuOptions: Readonly<Record<string, string>> = {
	'accel': 'say --accel', 'enable-kvm': 'say --accel kvm', 'smp': 'say --smp', 'append': 'say --append', 'kernel': 'the kernel is the one that was built', 'initrd': 'the initramfs is the harness\'s own',
	'serial': follows, 'mon': follows, 'monitor': follows, 'qmp': follows, 'qmp-pretty': follows, 'nographic': 'the terminal is the harness\'s', 'curses': 'the terminal is the harness\'s',
	'daemonize': 'the harness waits for QEMU\'s end', 'no-shutdown': 'the harness waits for QEMU\'s end', 'action': 'a panic has to end QEMU',
	'S': 'say kernel-test gdb', 's': 'say kernel-test gdb', 'gdb': 'say kernel-test gdb', 'preconfig': 'the guest has to start', 'incoming': 'the guest has to start', 'loadvm': 'the guest has to start',
	'icount': 'it counts instructions: say bench --count', 'help': 'no guest starts', 'h': 'no guest starts', 'version': 'no guest starts',
};

/** `--qemu-args`: more arguments for QEMU, quoted as for a shell; may be repeated. */
export function parseQemuArgs(text: string, before: readonly string[] = []): readonly string[] {
	const words = splitWords(text);
	if (words === undefined) throw new InvalidArgumentError('A quote in it is not closed.');
	if (!words[0]?.startsWith('-')) throw new InvalidArgumentError('It is options of QEMU, such as \'-device virtio-rng-pci\'.');
	for (const word of words) {
		const name = word.replace(/^--?/, '');
		if (word.startsWith('-') && Object.hasOwn(ownQemuOptions, name)) throw new InvalidArgumentError(`${word} is the harness's own: ${ownQemuOptions[name]}.`);
	}
	if (before.length + words.length > qemuWordsMax) throw new InvalidArgumentError(`It is at most ${qemuWordsMax} words.`);
	return [...before, ...words];
}
