import {chmod, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {InputError} from '../../harness/errors.js';
import type {GuestTools} from '../../harness/image/build-guest-tools.js';
import {makeImage, writePlan} from '../../harness/image/make-image.js';
import type {Plan} from '../../harness/plan/plan.js';
import {planRun} from '../../harness/plan/plan.js';
import {makeContext, makeTarget, makeTemporaryDir, writeFiles} from '../support.js';

const none: Plan = {checks: [], benches: []};

/** Compiled tools as the image takes them, without compiling. */
async function makeTools(dir: string): Promise<GuestTools> {
	await writeFiles(dir, {'tools/init': 'the init', 'tools/bench/iops': 'the bench', 'tools/checks/ring/read': 'a check'});
	return {dir: path.join(dir, 'tools'), key: 'key-1', checks: ['ring/read']};
}

t.test('the plan is a line per entry, in the words of init', async t => {
	const target = makeTarget({checks: {timeoutMs: 1500}, benches: [{devices: ['nvme'], engines: ['ring'], rw: ['randread'], bs: ['4k'], qd: [32]}]});
	const plan = planRun({target, allChecks: ['ring/read', 'ring/write'], request: {checks: [], benches: [], exec: {argv: ['x'], files: [], timeoutMs: 60_000}}});
	t.equal(writePlan(plan), [
		'check ring/read 1500', 'check ring/write 1500',
		'bench nvme.ring.randread.4k.qd32 20000 --device=nvme --engine=ring --rw=randread --bs=4096 --qd=32',
		'exec 60000', '',
	].join('\n'));
	t.equal(writePlan(none), '');
});

t.test('the image holds the programs, the plan and the user\'s files', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const tools = await makeTools(dir);
	await writeFile(path.join(dir, 'fio'), 'fio itself');
	await chmod(path.join(dir, 'fio'), 0o700);
	const exec = {argv: ['fio', '', 'two words', 'line\nbreak'], files: [{hostPath: path.join(dir, 'fio'), guestPath: '/opt/fio'}], timeoutMs: 1000};
	const outFile = await makeImage({tools, plan: {...none, exec}, outFile: path.join(dir, 'image')}, ctx);
	// cpio(1) stops at the first trailer; the kernel reads on.
	const image = await readFile(outFile);
	const programs = await readFile(path.join(ctx.cacheDir, 'images/key-1/programs.cpio'));
	t.ok(image.subarray(0, programs.length).equals(programs), 'the programs come first');
	await execa('cpio', ['--extract', '--quiet', '--nonmatching', 'dev/*'], {cwd: dir, input: programs});
	t.equal(await readFile(path.join(dir, 'init'), 'utf8'), 'the init');
	t.equal(await readFile(path.join(dir, 'kernel-test/checks/ring/read'), 'utf8'), 'a check');
	t.equal((await stat(path.join(dir, 'kernel-test/bench/iops'))).mode & 0o777, 0o755);
	await execa('cpio', ['--extract', '--quiet'], {cwd: dir, input: image.subarray(programs.length)});
	t.equal(await readFile(path.join(dir, 'kernel-test/plan'), 'utf8'), 'exec 1000\n');
	t.equal(await readFile(path.join(dir, 'kernel-test/argv'), 'utf8'), 'fio\0\0two words\0line\nbreak\0');
	t.equal(await readFile(path.join(dir, 'opt/fio'), 'utf8'), 'fio itself');
	t.equal((await stat(path.join(dir, 'opt/fio'))).mode & 0o777, 0o700);
});

t.test('the programs are archived once per key', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const tools = await makeTools(dir);
	const image = async (): Promise<Buffer> => readFile(await makeImage({tools, plan: none, outFile: path.join(dir, 'image')}, ctx));
	const first = await image();
	await writeFile(path.join(dir, 'tools/init'), 'changed without a new key');
	t.ok(first.equals(await image()));
});

t.test('a --file that cannot be taken is refused by name', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const tools = await makeTools(dir);
	for (const hostPath of [path.join(dir, 'nothing'), dir]) {
		const exec = {argv: ['x'], files: [{hostPath, guestPath: '/x'}], timeoutMs: 1000};
		await t.rejects(makeImage({tools, plan: {...none, exec}, outFile: path.join(dir, 'image')}, ctx), new InputError(`--file ${hostPath} is not a file`, {stage: 'image'}));
	}
});
