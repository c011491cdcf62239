import {readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {MachineError} from '../../harness/errors.js';
import {makeResult} from '../../harness/result/make-result.js';
import {dropRunDir, explainFullDisk, openRunDir, writeResult} from '../../harness/store/write-result.js';
import {makeCoverage} from '../coverage/sample.js';
import {compileError, makeFacts, makeFactsWithoutBoot} from '../result/sample.js';
import {makeContext, writeFiles} from '../support.js';

t.test('a run\'s folder is named by its time, and never shared', async t => {
	const ctx = await makeContext(t);
	const [first, second] = await Promise.all([openRunDir('sample', ctx), openRunDir('sample', ctx)]);
	t.match(first.runId, /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z-[0-9a-f]{4}$/);
	t.equal(first.runDir, path.join(ctx.resultsDir, 'sample', first.runId));
	t.not(first.runDir, second.runDir);
	t.strictSame(await readdir(first.runDir), []);
});

t.test('a place that cannot be written to is the machine\'s fault, and named', async t => {
	const ctx = await makeContext(t);
	await writeFiles(ctx.resultsDir, {sample: 'a file where the folder should be'});
	await t.rejects(openRunDir('sample', ctx), {code: 'ERR_MACHINE', message: new RegExp(`^cannot write results to ${ctx.resultsDir}/sample/`), hint: /--results/});
	t.ok(await openRunDir('other', ctx).catch((error: unknown) => !(error instanceof MachineError)));
});

t.test('a full disk is named with the folder', async t => {
	const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC', syscall: 'write'});
	t.match(explainFullDisk(full, '/results/x'), {code: 'ERR_MACHINE', message: 'cannot write results to /results/x: ENOSPC: no space left on device, write', hint: /free some space.*--results/, cause: full});
	for (const other of [new MachineError('QEMU is not installed', {stage: 'boot'}), Object.assign(new Error('gone'), {code: 'ENOENT'}), 7]) t.equal(explainFullDisk(other, '/results/x'), other);
});

const series = {source: 'sample', patches: ['one', 'two', 'three'].map((subject, index) => ({number: index + 1, name: subject, subject, text: `Subject: [PATCH] ${subject}\n\ndiff --git a/a b/a\n`}))};

t.test('a run that was built and booted leaves everything', async t => {
	const ctx = await makeContext(t);
	await writeFiles(ctx.cacheDir, {'kernels/1/build.log': '  CC fs/aio.o\n', 'kernels/1/kernel.config': 'CONFIG_AIO=y\n'});
	const facts = makeFacts();
	const kernel = {...facts.kernel!, dir: path.join(ctx.cacheDir, 'kernels/1')} as NonNullable<typeof facts.kernel>;
	const {runDir} = await openRunDir('sample', ctx);
	await writeFile(path.join(runDir, 'console.log'), 'Linux version\n');
	const result = makeResult(facts);
	const qemuArgv = ['qemu-system-x86_64', '-append', 'console=ttyS0 panic=-1', '-name', 'it\'s', '-empty', ''];
	await writeResult({result, runDir, series, kernel, qemuArgv});
	t.strictSame((await readdir(runDir)).sort(), ['build.log', 'console.log', 'junit.xml', 'kernel.config', 'qemu-argv.txt', 'report.html', 'result.json', 'series.mbox']);
	t.match(await readFile(path.join(runDir, 'series.mbox'), 'utf8'), /^From 0{40} .*\nSubject: \[PATCH\] one\n/, 'the prefix that was tested');
	t.notMatch(await readFile(path.join(runDir, 'series.mbox'), 'utf8'), 'three');
	t.strictSame(JSON.parse(await readFile(path.join(runDir, 'result.json'), 'utf8')), result);
	t.equal(await readFile(path.join(runDir, 'kernel.config'), 'utf8'), 'CONFIG_AIO=y\n');
	const {stdout} = await execa('sh', ['-c', `printf '%s\\n' ${(await readFile(path.join(runDir, 'qemu-argv.txt'), 'utf8')).trim()}`]);
	t.strictSame(stdout.split('\n'), qemuArgv, 'the command can be pasted into a shell');
});

t.test('coverage is written as data and as a page', async t => {
	const ctx = await makeContext(t);
	const {runDir} = await openRunDir('sample', ctx);
	const coverage = makeCoverage();
	await writeResult({result: makeResult(makeFactsWithoutBoot({})), runDir, series, kernel: undefined, qemuArgv: undefined, coverage});
	t.strictSame(JSON.parse(await readFile(path.join(runDir, 'coverage.json'), 'utf8')), coverage);
	t.match(await readFile(path.join(runDir, 'coverage.html'), 'utf8'), '3 of 5 added lines executed');
});

t.test('a kernel that did not compile leaves its log', async t => {
	const ctx = await makeContext(t);
	const {runDir} = await openRunDir('sample', ctx);
	await writeResult({result: makeResult(makeFactsWithoutBoot({kernel: compileError})), runDir, series, kernel: compileError, qemuArgv: undefined});
	t.strictSame((await readdir(runDir)).sort(), ['build.log', 'junit.xml', 'report.html', 'result.json', 'series.mbox']);
	t.equal(await readFile(path.join(runDir, 'build.log'), 'utf8'), 'make: *** Error 2\n');
});

t.test('result.json comes last: without it nothing is whole', async t => {
	const ctx = await makeContext(t);
	const {runDir} = await openRunDir('sample', ctx);
	const facts = makeFacts();
	await t.rejects(writeResult({result: makeResult(facts), runDir, series, kernel: facts.kernel, qemuArgv: undefined}), {code: 'ENOENT'}, 'the kernel is not in the cache any more');
	t.notOk((await readdir(runDir)).includes('result.json'));
	await dropRunDir(runDir);
	await t.rejects(readdir(runDir), {code: 'ENOENT'});
});

