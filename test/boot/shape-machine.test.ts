import t from 'tap';
import {usualNvme} from '../../harness/boot/nvme-shape.js';
import {shapeMachine, type MachineOptions} from '../../harness/boot/shape-machine.js';
import type {MachineShape} from '../../harness/boot/boot.js';
import {makeTarget} from '../support.js';

const none: MachineOptions = {cpus: undefined, nvme: {}, append: [], qemuArgs: []};

function shape(options: Partial<MachineOptions>, isCounted = false): MachineShape {
	return shapeMachine({vm: makeTarget({vm: {cpus: 2, memoryMiB: 512}}).vm, options: {...none, ...options}, variant: {memoryMiB: 1024, timeScale: 3}, isCounted});
}

t.test('the target\'s machine, what the variant needs of it, and what the command line wants', async t => {
	t.strictSame(shape({}), {cpus: 2, memoryMiB: 1024, timeScale: 3, nvme: usualNvme, append: '', qemuArgs: []});
	t.strictSame(shape({cpus: 4, nvme: {pollQueues: 4, queues: 4}, append: ['a=1', 'b'], qemuArgs: ['-m', '2G']}), {
		cpus: 4, memoryMiB: 1024, timeScale: 3, nvme: {...usualNvme, pollQueues: 4, queues: 4}, append: 'a=1 b', qemuArgs: ['-m', '2G'],
	});
	t.equal(shape({cpus: 4}, true).cpus, 1);
});

t.test('parameters that a target has for counting are those of such a boot alone', async t => {
	const {vm} = makeTarget({vm: {countParameters: ['nolapic_timer']}});
	const shaped = (isCounted: boolean): string => shapeMachine({vm, options: {...none, append: ['b']}, variant: {memoryMiB: 0, timeScale: 1}, isCounted}).append;
	t.equal(shaped(true), 'nolapic_timer b');
	t.equal(shaped(false), 'b');
});

t.test('more queues than CPUs: the kernel would boot without poll queues and say so in its log only', async t => {
	t.throws(() => shape({nvme: {pollQueues: 3}}), {exitCode: 129, message: '--nvme poll-queues=3: the guest has 2 CPUs, and a queue more than that is not granted', hint: 'give at most poll-queues=2, or more CPUs with --smp'});
	t.throws(() => shape({cpus: 1, nvme: {queues: 2}}), {message: /^--nvme queues=2: the guest has 1 CPU,/});
	t.throws(() => shape({nvme: {pollQueues: 2}}, true), {message: '--nvme poll-queues=2: instructions are counted on one CPU'});
	t.equal(shape({nvme: {pollQueues: 0}}).nvme.pollQueues, 0);
});
