import {chmod, mkdir, readFile, readdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {InputError} from '../../harness/errors.js';
import type {GuestTools} from '../../harness/image/build-guest-tools.js';
import {makeImage, writePlan} from '../../harness/image/make-image.js';
import type {Plan} from '../../harness/plan/plan.js';
import {planRun} from '../../harness/plan/plan.js';
import {makeTarget, makeTemporaryDir, writeFiles} from '../support.js';

const none: Plan = {checks: [], benches: []};

/** Compiled tools as the image takes them, without compiling. */
async function makeTools(dir: string): Promise<GuestTools> {
	await writeFiles(dir, {'tools/init': 'the init', 'tools/bench/iops': 'the bench', 'tools/checks/ring/read': 'a check', 'tools/checks/setup/plain': 'another', 'tools/xfs-512.sectors': 'a file system', 'tools/xfs-4096.sectors': 'another'});
	return {dir: path.join(dir, 'tools'), key: 'key-1', benchHash: '0123456789abcdef', checks: ['ring/read', 'setup/plain']};
}

t.test('the plan is a line per entry, in the words of init', async t => {
	const target = makeTarget({checks: {timeoutMs: 1500}, benches: [{devices: ['nvme'], engines: ['ring'], rw: ['randread'], bs: ['4k'], qd: [32]}]});
	const plan = planRun({target, allChecks: ['ring/read', 'ring/write'], request: {checks: [], benches: [], exec: {argv: ['x'], files: [], timeoutMs: 60_000}}});
	t.equal(writePlan(plan), [
		'check ring/read 1500', 'check ring/write 1500',
		'bench nvme.ring.randread.4k.qd32 20000 --device=nvme --engine=ring --rw=randread --bs=4096 --qd=32',
		'exec 60000', '',
	].join('\n'));
	t.equal(writePlan({checks: [{name: 'fuzz/ring', timeoutMs: 9, args: ['--seed=1', '--ops=2']}], benches: []}), 'check fuzz/ring 9 --seed=1 --ops=2\n');
	const exec = {argv: ['sh'], files: [], timeoutMs: 9, shell: {stdin: 'pipe', checks: [], applets: []}} as const;
	t.equal(writePlan({...none, exec}), 'shell 9 pipe\n');
	t.equal(writePlan({...none, exec: {...exec, shell: {...exec.shell, stdin: {rows: 24, columns: 80, term: 'xterm'}}}}), 'shell 9 tty 24 80 xterm\n');
	t.equal(writePlan({checks: [], benches: plan.benches, awaitHostMs: 7000}).split('\n')[0], 'await 7000', 'before the benches');
	t.equal(writePlan(none), '');
});

t.test('the image holds the planned programs, the plan and the user\'s files', async t => {
	const dir = await makeTemporaryDir(t);
	const tools = await makeTools(dir);
	await writeFile(path.join(dir, 'fio'), 'fio itself');
	await chmod(path.join(dir, 'fio'), 0o700);
	const exec = {argv: ['fio', '', 'two words', 'line\nbreak'], files: [{hostPath: path.join(dir, 'fio'), guestPath: '/opt/fio'}], timeoutMs: 1000};
	const outFile = await makeImage({tools, plan: {checks: [{name: 'ring/read', timeoutMs: 10}], benches: [], exec}, lbaBytes: 4096, outFile: path.join(dir, 'image')});
	const root = path.join(dir, 'root');
	await mkdir(root);
	await execa('cpio', ['--extract', '--quiet', '--nonmatching', 'dev/*'], {cwd: root, input: await readFile(outFile)});
	const read = async (name: string): Promise<string> => readFile(path.join(root, name), 'utf8');
	t.equal(await read('init'), 'the init');
	t.equal(await read('kernel-test/checks/ring/read'), 'a check');
	t.equal((await stat(path.join(root, 'kernel-test/bench/iops'))).mode & 0o777, 0o755);
	t.equal(await read('kernel-test/plan'), 'check ring/read 10\nexec 1000\n');
	t.equal(await read('kernel-test/argv'), 'fio\0\0two words\0line\nbreak\0');
	t.equal(await read('kernel-test/xfs.sectors'), 'another', 'for the blocks of the device');
	t.strictSame((await readdir(path.join(root, 'kernel-test'))).sort(), ['argv', 'bench', 'checks', 'plan', 'xfs.sectors']);
	t.equal(await read('opt/fio'), 'fio itself');
	t.equal((await stat(path.join(root, 'opt/fio'))).mode & 0o777, 0o700);
	t.strictSame(await readdir(path.join(root, 'kernel-test/checks')), ['ring'], 'and no check that is not planned');
});

t.test('a shell has the programs of its checks, and busybox by all its names', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFile(path.join(dir, 'busybox'), 'busybox itself');
	const exec = {argv: ['sh'], files: [{hostPath: path.join(dir, 'busybox'), guestPath: '/bin/busybox'}], timeoutMs: 9, shell: {stdin: 'pipe', checks: ['setup/plain'], applets: ['sh', '[']}} as const;
	const outFile = await makeImage({tools: await makeTools(dir), plan: {...none, exec}, lbaBytes: 512, outFile: path.join(dir, 'image')});
	const root = path.join(dir, 'root');
	await mkdir(root);
	await execa('cpio', ['--extract', '--quiet', '--nonmatching', 'dev/*'], {cwd: root, input: await readFile(outFile)});
	t.equal(await readFile(path.join(root, 'bin/sh'), 'utf8'), 'busybox itself');
	t.strictSame((await readdir(path.join(root, 'bin'))).sort(), ['[', 'busybox', 'sh']);
	t.strictSame(await readdir(path.join(root, 'kernel-test/checks')), ['setup']);
});

t.test('a --file that cannot be taken is refused by name', async t => {
	const dir = await makeTemporaryDir(t);
	const tools = await makeTools(dir);
	for (const hostPath of [path.join(dir, 'nothing'), dir]) {
		const exec = {argv: ['x'], files: [{hostPath, guestPath: '/x'}], timeoutMs: 1000};
		await t.rejects(makeImage({tools, plan: {...none, exec}, lbaBytes: 4096, outFile: path.join(dir, 'image')}), new InputError(`--file ${hostPath} is not a file`, {stage: 'image'}));
	}
});
