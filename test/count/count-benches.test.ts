import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {countBenches, readSymbols} from '../../harness/count/count-benches.js';
import {planRun} from '../../harness/plan/plan.js';
import {sampleTarget, plainBench, polledBench} from '../result/sample.js';
import {makeContext, makeTemporaryDir} from '../support.js';

t.test('the section of each bench by function, with the kernel\'s own symbols', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const vmlinux = path.join(dir, 'vmlinux');
	await execa('as', ['-o', `${vmlinux}.o`, '-'], {input: '.globl one, two\none: nop\nnop\ntwo: nop\n'});
	await execa('ld', ['-e', 'one', '-Ttext', '0xffffffff81000000', '-o', vmlinux, `${vmlinux}.o`]);
	const symbols = await readSymbols(vmlinux, ctx);
	const countsFile = path.join(dir, 'counts.txt');
	const {benches: planned} = planRun({target: sampleTarget, allChecks: [], request: {benches: [], countInstructions: true}});
	t.strictSame(planned.map(({name, mark}) => [name, mark]), [[plainBench, 1], [polledBench, 2]]);

	await writeFile(countsFile, 'kernel-test counts 1\nbegin 2\n0000000000401000 7\nffffffff81000001 20\nffffffff81000002 30\nend 2\n');
	t.strictSame(await countBenches({countsFile, symbols, planned}), [
		{name: polledBench, functions: [{name: 'two', instructions: 30}, {name: 'one', instructions: 20}, {name: '[user]', instructions: 7}]},
	], 'a bench that set no marks is left out');

	await writeFile(countsFile, 'kernel-test counts 1\nbegin 2\nffffffff81000001 20\n');
	await t.rejects(countBenches({countsFile, symbols, planned}), {code: 'ERR_MACHINE', message: /section 2 has no end/});
});
