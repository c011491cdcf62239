import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {makeDebugArgs} from '../../harness/build/make-args.js';
import {measureCoverage} from '../../harness/coverage/measure-coverage.js';
import {makeContext, makeTarget, makeTemporaryDir, projectDir} from '../support.js';

const treeDir = path.join(projectDir, 'test/fixtures');

/** Compiles the sample as the harness has the kernel compiled, and counts as if `ran` had been executed. */
async function measure(t: Test, ran: (address: string, name: string) => boolean) {
	const buildDir = await makeTemporaryDir(t);
	const vmlinux = path.join(buildDir, 'vmlinux');
	const flags = makeDebugArgs({lineTablesOf: ['coverage/sample.c']}).find(arg => arg.startsWith('CFLAGS_sample.o='))!.slice('CFLAGS_sample.o='.length).split(' ');
	await execa('gcc', ['-O2', '-fno-pie', '-mcmodel=kernel', ...flags, '-c', '-o', `${vmlinux}.o`, path.join(treeDir, 'coverage/sample.c')]);
	await execa('ld', ['-e', 'covered', '-Ttext', '0xffffffff81000000', '-o', vmlinux, `${vmlinux}.o`]);
	const {stdout} = await execa('objdump', ['--disassemble', '--no-show-raw-insn', vmlinux]);
	let name = '';
	const counted = stdout.split('\n').flatMap(text => {
		name = /^[0-9a-f]{16} <(\w+)>:/.exec(text)?.[1] ?? name;
		const address = /^([0-9a-f]{16}):/.exec(text.trim())?.[1];
		return address !== undefined && ran(address, name) ? [`${address} 1`] : [];
	});
	const countsFile = path.join(buildDir, 'counts.txt');
	await writeFile(countsFile, ['kernel-test counts 1', 'begin 0', ...counted, 'end 0', ''].join('\n'));
	const lines = (count: number) => Array.from({length: count}, (_, index) => ({line: index + 1, text: `line ${index + 1}`}));
	const added = [{file: 'coverage/sample.c', lines: lines(30)}, {file: 'coverage/sample.h', lines: lines(8)}];
	return measureCoverage({target: makeTarget(), added, vmlinux, buildDir, treeDir, countsFile}, await makeContext(t));
}

t.test('lines of functions that ran, and of what was inlined into them', async t => {
	const {files} = await measure(t, (_address, name) => name === 'covered');
	const [source, header] = files;
	const linesOf = (file: typeof source, wanted: (count: number) => boolean): readonly number[] =>
		file!.lines.filter(({count}) => count !== null && wanted(count)).map(({line}) => line);
	t.ok([11, 13, 14, 17].every(line => linesOf(source, count => count > 0).includes(line)), 'covered()');
	t.ok([24, 29].every(line => linesOf(source, count => count === 0).includes(line)), 'never() and other()');
	t.ok([1, 2, 5, 6, 21, 26].every(line => source!.lines[line - 1]!.count === null), 'comments and declarations have no code');
	t.ok(linesOf(header, count => count > 0).length > 0, 'the header\'s lines ran in one of their two copies');
	t.strictSame(linesOf(header, count => count === 0), []);
});

t.test('what did not run has not run', async t => {
	const {executed, executable} = await measure(t, () => false);
	t.equal(executed, 0);
	t.ok(executable > 10);
});

t.test('a file of the plugin without the whole boot is no answer', async t => {
	const countsFile = path.join(await makeTemporaryDir(t), 'counts.txt');
	await writeFile(countsFile, 'kernel-test counts 1\nbegin 1\nend 1\n');
	const input = {target: makeTarget(), added: [], vmlinux: '/nowhere', buildDir: '/', treeDir: '/', countsFile};
	await t.rejects(measureCoverage(input, await makeContext(t)), {code: 'ERR_MACHINE', message: /no section of the whole boot/});
});
