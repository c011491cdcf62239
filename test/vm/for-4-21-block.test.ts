// The series on the tree that it was written for, where such a tree is at hand: none can be had from Debian.
import t from 'tap';
import {kernelTestJson, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const target = 'for-4.21-block';
const variable = 'KERNEL_TEST_TREE_FOR_4_21_BLOCK';
const skip = process.env[variable] === undefined && `no tree of Linux 5.0: name one with ${variable}=DIR`;

await t.test('every check passes, or skips what a kernel of that time lacks', {skip}, async t => {
	const {exitCode, result} = await kernelTestJson(t, ['check', '--target', target]);
	t.equal(exitCode, 0, result.summary);
	t.match(result.boot, {outcome: 'ok', kernel: /^5\.0/}, 'it is the kernel that is meant');
	t.strictSame(result.checks.filter(({outcome}) => outcome !== 'pass' && outcome !== 'skip'), []);
	t.ok(result.checks.filter(({outcome}) => outcome === 'pass').length > 190, 'most of them can be had');
});

await t.test('instructions are counted, the same in every boot', {skip}, async t => {
	const bench = 'null.ring-polled-fixed.randread.4k.qd32';
	const count = async (): Promise<number | null | undefined> => {
		const {exitCode, result} = await kernelTestJson(t, ['bench', bench, '--count', '--target', target]);
		t.equal(exitCode, 0, result.summary);
		return result.measurements.find(({name}) => name === `${bench}.work_insns_per_io`)?.value;
	};
	const first = await count();
	t.ok((first ?? 0) > 1000);
	t.equal(await count(), first);
});
