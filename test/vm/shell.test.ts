// A shell in the guest, at a real terminal that is what it was afterwards however the shell ends, and at a pipe.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {stripVTControlCharacters} from 'node:util';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {fixtureSeries, makeTemporaryDir, processesMentioning, projectDir, startKernelTest, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

interface Session {
	readonly results: string;
	/** Everything on the screen so far; waits until it matches. */
	see(pattern: RegExp): Promise<string>;
	type(text: string): void;
	/** Waits for the end; its exit code, and that the terminal's settings are what they were. */
	end(exitCode: number): Promise<void>;
}

/** The command at a terminal of its own, of 33 rows and 101 columns. */
async function startSession(t: Test, args: readonly string[]): Promise<Session> {
	const dir = await makeTemporaryDir(t);
	const results = path.join(dir, 'results');
	await mkdir(results);
	const command = [process.execPath, path.join(projectDir, 'harness/bin.js'), ...args, '--results', results].map(word => `'${word}'`).join(' ');
	await writeFile(path.join(dir, 'session'), `stty rows 33 cols 101; stty -g >${dir}/before; unset CI; ${command}; echo $? >${dir}/code; stty -g >${dir}/after\n`);
	const session = execa('script', ['-qefc', `sh ${dir}/session`, '/dev/null'], {cwd: projectDir, env: {NODE_OPTIONS: '', TERM: 'vt100'}, reject: false, stdin: 'pipe', all: true, buffer: false});
	t.teardown(() => session.kill());
	// The shell asks a terminal where its cursor is.
	let screen = '';
	session.all.on('data', (chunk: Buffer) => { screen = stripVTControlCharacters(screen + chunk.toString()); });
	return {
		results,
		async see(pattern) {
			for (let waited = 0; !pattern.test(screen); waited += 50) {
				if (waited > 120_000) throw new Error(`${String(pattern)} did not come:\n${screen}`);
				await sleep(50);
			}
			return screen;
		},
		type: text => void session.stdin.write(text),
		async end(exitCode) {
			await session;
			const read = async (name: string): Promise<string> => (await readFile(path.join(dir, name), 'utf8')).trim();
			t.equal(await read('code'), String(exitCode), screen.slice(-600));
			t.equal(await read('after'), await read('before'), 'the terminal is what it was');
			t.strictSame(await processesMentioning(results), [], 'nothing is left running');
		},
	};
}

await t.test('a terminal: its size, job control, and the exit code', async t => {
	const session = await startSession(t, ['shell', 'setup/*']);
	await session.see(/# $/);
	session.type('stty size; tty; echo $TERM; ls /kernel-test/checks\r');
	await session.see(/33 101\r+\n\/dev\/pts\/0\r+\nvt100\r+\nsetup\r+\n[^\r]*# $/);
	session.type('sleep 1000\r');
	await sleep(500);
	session.type('\x03');
	await session.see(/sleep 1000\r+\n\^C\r*\n?[^\r]*# $/);
	session.type('exit 3\r');
	await session.end(3);
});

await t.test('Ctrl-A x, with a program in the foreground', async t => {
	const session = await startSession(t, ['shell', 'setup/plain']);
	await session.see(/# $/);
	session.type('sleep 1000\r\x01x');
	await session.end(130);
});

await t.test('the end of QEMU', async t => {
	const session = await startSession(t, ['shell', 'setup/plain']);
	await session.see(/# $/);
	const [line = ''] = (await processesMentioning(session.results)).filter(process => process.includes('qemu-system'));
	process.kill(Number(line.trim().split(' ')[0]), 'SIGKILL');
	await session.see(/QEMU ended with exit code none/);
	await session.end(128);
});

await t.test('the end of the command', async t => {
	const session = await startSession(t, ['shell', 'setup/plain']);
	await session.see(/# $/);
	const [line = ''] = (await processesMentioning(session.results)).filter(process => process.includes('bin.js') && !process.includes('qemu'));
	process.kill(Number(line.trim().split(' ')[0]), 'SIGTERM');
	await session.end(130);
});

await t.test('a panic', async t => {
	const session = await startSession(t, ['shell', 'io/plain-aio', '--series', fixtureSeries('panic-in-io-setup')]);
	await session.see(/# $/);
	session.type('/kernel-test/checks/io/plain-aio\r');
	await session.see(/FAIL: panic: Kernel panic/);
	await session.end(1);
});

await t.test('--shell-on-fail: the program of the check that failed is there', async t => {
	const session = await startSession(t, ['check', 'io/plain-aio', '--shell-on-fail', '--series', fixtureSeries('warning-in-io-setup')]);
	await session.see(/a fresh guest of the same kernel, in which to run\r+\n {2}\/kernel-test\/checks\/io\/plain-aio\r+\n/);
	await session.see(/# $/);
	session.type('/kernel-test/checks/io/plain-aio; echo code $?\r');
	await session.see(/code 0\r+\n/);
	session.type('exit 0\r');
	await session.end(1);
});

await t.test('a pipe: commands in, output out, files, and the exit code', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFile(path.join(dir, 'words'), 'from the host\n');
	const shell = (input: string) => execa(process.execPath, [path.join(projectDir, 'harness/bin.js'), 'shell', 'setup/plain', '--results', dir, '--file', `${dir}/words:/etc/words`], {cwd: projectDir, env: {NODE_OPTIONS: ''}, input, reject: false});
	const {exitCode, stdout, stderr} = await shell(`cat /etc/words; echo wrong >&2; cat <<end | wc -c\n${'x'.repeat(200_000)}\nend\nls /dev/nvme0n1 /dev/nullb0\nexit 5\n`);
	t.equal(exitCode, 5, stderr);
	t.equal(stdout, 'from the host\n200001\n/dev/nullb0\n/dev/nvme0n1');
	t.match(stderr, /^wrong$/m);
	t.equal((await shell('true')).exitCode, 0, 'the end of the pipe is the end of the shell');
});

await t.test('without a terminal --shell-on-fail says why there is no shell', async t => {
	const {exitCode, stderr} = await startKernelTest(['check', 'io/plain-aio', '--shell-on-fail', '--series', fixtureSeries('warning-in-io-setup'), '--results', await makeTemporaryDir(t)]);
	t.equal(exitCode, 1);
	t.match(stderr, /--shell-on-fail: no shell, for there is no terminal/);
});
