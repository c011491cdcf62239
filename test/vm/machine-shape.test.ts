// Virtual machines of another shape: the devices are what was asked for, the checks hold on them, and the result says so.
import t from 'tap';
import {kernelTest, kernelTestJson, makeTemporaryDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const someChecks = ['io/*', 'integrity/*', 'fixedbufs/*', 'fuzz/ring', 'iopoll/read', 'ring-polled/read'];

await t.test('blocks of 4096 bytes: checks pass, or ask the device and skip', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['check', ...someChecks, '--nvme', 'lba=4096']);
	t.equal(exitCode, 0, result.summary);
	t.match(result.machine, {nvme: {lbaBytes: 4096, sizeMiB: 256, count: 1}});
	t.strictSame(result.checks.filter(({outcome}) => outcome !== 'pass').map(({name, outcome, reason}) => [name, outcome, /blocks, and \/dev\/nvme0n1's are of 4096 bytes/.test(reason)]), [['fixedbufs/odd-places', 'skip', true]]);
});

await t.test('three devices of another size, one interrupt and two poll queues each', async t => {
	const {exitCode, result} = await kernelTestJson(t, ['check', 'iopoll/read', 'integrity/xfs', '--nvme', 'count=3,size=64M,queues=1,poll-queues=2', '--append', 'loglevel=7 nosmap']);
	t.equal(exitCode, 0, result.summary);
	t.strictSame(result.boot?.devices.filter(({kind}) => kind === 'nvme'), [0, 1, 2].map(index => ({name: `nvme${index}n1`, kind: 'nvme', sectors: 131_072, pollQueues: 2})));
	t.match(result.machine, {append: 'loglevel=7 nosmap', nvme: {count: 3}});
});

await t.test('the guest has what --append and --qemu-args say', async t => {
	const results = await makeTemporaryDir(t);
	const {exitCode, stdout, stderr} = await kernelTest(['check', 'setup/plain', '--json', '--results', results, '--append', 'a.b="c d"', '--qemu-args', '-m 384M', '--verbose']);
	t.equal(exitCode, 0, stderr);
	t.match(stderr, /Command line: .*null_blk\.\S+.* a\.b="c d"$/m);
	t.match(JSON.parse(stdout), {machine: {qemuArgs: ['-m', '384M']}});
	t.match(stderr, /Memory: \d+K\/39\d{4}K available/, '384 MiB');
});

await t.test('arguments that QEMU does not take are the user\'s mistake, in QEMU\'s words', async t => {
	t.match(await kernelTest(['check', 'setup/plain', '--qemu-args', '-device nonsense']), {exitCode: 129, stderr: /with --qemu-args '-device nonsense' QEMU ended with exit code 1: .*'nonsense' is not a valid device model name/});
});
