import {once} from 'node:events';
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {Readable} from 'node:stream';
import t from 'tap';
import {InterruptedError, MachineError} from '../../harness/errors.js';
import {mustRunTool, runTool, startTool, type ToolCall} from '../../harness/lib/exec.js';
import {isAlive, makeContext, makeTemporaryDir, projectDir, startNode, waitUntil} from '../support.js';

/** A shell script as a call. */
const sh = (script: string, fields: Partial<ToolCall> = {}): ToolCall => ({stage: 'build', file: 'sh', args: ['-c', script], timeoutMs: 20_000, ...fields});

/** Forks a grandchild, says its process id, and sleeps; `trap` is what both do on SIGTERM. */
const forking = (trap = ''): string => `${trap} sleep 300 & echo $!; wait; sleep 300`;

/** The grandchild's process id, by the lines that came. */
function pidIn(lines: readonly string[]): number {
	return Number(lines[0]);
}

t.test('exit code and both outputs come back', async t => {
	const ctx = await makeContext(t);
	t.strictSame(await runTool(sh('echo out; echo err >&2; exit 3'), ctx), {exitCode: 3, stdout: 'out\n', stderr: 'err\n', isCut: false});
	t.strictSame(await runTool(sh('printf x'), ctx), {exitCode: 0, stdout: 'x', stderr: '', isCut: false}, 'no newline is added or lost');
	t.equal((await runTool(sh('kill -KILL $$'), ctx)).exitCode, 128, 'an end by signal is no success');
});

t.test('working folder, environment and input are given', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	t.equal((await runTool(sh('pwd; echo $NAME; echo $HOME'), {...ctx})).stdout.split('\n')[2], process.env['HOME'] ?? '');
	t.equal((await runTool(sh('pwd; echo $NAME', {cwd: dir, env: {NAME: 'value'}}), ctx)).stdout, `${dir}\nvalue\n`);
	t.equal((await runTool(sh('cat', {input: 'text'}), ctx)).stdout, 'text');
	t.equal((await runTool(sh('cat', {input: Readable.from(['a', 'b'])}), ctx)).stdout, 'ab');
	t.equal((await runTool(sh('cat'), ctx)).stdout, '', 'without input there is none to wait for');
});

t.test('a program that does not read its input is judged by its exit code', async t => {
	const ctx = await makeContext(t);
	const endless = Readable.from(Array.from({length: 64}, () => Buffer.alloc(65_536)));
	t.equal((await runTool(sh('exit 5', {input: endless}), ctx)).exitCode, 5);
	t.equal((await runTool(sh('exit 5', {input: 'x'.repeat(2 ** 20)}), ctx)).exitCode, 5);
});

t.test('lines come as they are printed, and all of it goes to the log', async t => {
	const ctx = await makeContext(t);
	const logPath = path.join(await makeTemporaryDir(t), 'log');
	const lines: string[] = [];
	await runTool(sh('echo one; echo two >&2; echo three', {logPath, onLine: line => void lines.push(line)}), ctx);
	t.strictSame([...lines].sort(), ['one', 'three', 'two']);
	await runTool(sh('echo four', {logPath}), ctx);
	t.match(await readFile(logPath, 'utf8'), /three\n[^]*four\n$/, 'a second call appends');
});

t.test('a program that says nothing for too long is ended, one that goes on talking is not', async t => {
	const ctx = await makeContext(t);
	await t.rejects(runTool(sh('echo; sleep 300', {quietMsMax: 300}), ctx), {code: 'ERR_MACHINE', message: 'sh said nothing for 0.3 s and was ended'});
	t.equal((await runTool(sh('for i in 1 2 3 4 5; do sleep 0.2; echo $i >&2; done', {quietMsMax: 900}), ctx)).exitCode, 0);
});

t.test('a missing program is named, with what to do about it', async t => {
	const ctx = await makeContext(t);
	await t.rejects(runTool({...sh(''), file: 'no-such-program'}, ctx), {message: 'no-such-program is not installed', hint: /install no-such-program/});
	await t.rejects(startTool({...sh(''), file: '/no/such/program'}, ctx), MachineError);
});

t.test('where success is a must, failure says the tool\'s own last words', async t => {
	const ctx = await makeContext(t);
	t.equal((await mustRunTool(sh('echo fine'), ctx)).stdout, 'fine\n');
	await t.rejects(mustRunTool(sh('for i in 1 2 3 4 5 6 7; do echo $i >&2; done; exit 9', {logPath: path.join(await makeTemporaryDir(t), 'log')}), ctx), {
		code: 'ERR_MACHINE', message: /failed with exit code 9: 3\n4\n5\n6\n7$/, logPath: /log$/, stage: 'build',
	});
	await t.rejects(mustRunTool(sh('echo only this; exit 1'), ctx), {message: /: only this$/});
	await t.rejects(mustRunTool(sh('echo "write: No space left on device" >&2; exit 1'), ctx), {message: /No space left/, hint: /free some space/});
});

t.test('a program that takes too long is ended with everything that it started', async t => {
	const ctx = await makeContext(t);
	const lines: string[] = [];
	const startedAt = Date.now();
	await t.rejects(runTool(sh(forking(), {timeoutMs: 1000, onLine: line => void lines.push(line)}), ctx), {
		code: 'ERR_MACHINE', message: 'sh did not finish in 1 s and was ended',
	});
	t.ok(Date.now() - startedAt < 10_000);
	t.ok(pidIn(lines) > 0);
	await waitUntil(async () => !await isAlive(pidIn(lines)));
	t.pass('the grandchild is gone');
});

t.test('a program that ignores SIGTERM is killed', async t => {
	const ctx = await makeContext(t);
	const lines: string[] = [];
	await t.rejects(runTool(sh(forking('trap "" TERM;'), {timeoutMs: 1000, onLine: line => void lines.push(line)}), ctx), {message: /did not finish in 1 s/});
	t.ok(pidIn(lines) > 0);
	await waitUntil(async () => !await isAlive(pidIn(lines)));
	t.pass('the grandchild is gone');
});

t.test('what a program leaves behind goes with it, however stubborn', async t => {
	const ctx = await makeContext(t);
	const lines: string[] = [];
	const script = '(trap "" TERM; exec sleep 300 >/dev/null 2>&1) & echo $!; wait';
	await t.rejects(runTool(sh(script, {timeoutMs: 1000, onLine: line => void lines.push(line)}), ctx), {message: /did not finish in 1 s/});
	t.ok(pidIn(lines) > 0);
	await waitUntil(async () => !await isAlive(pidIn(lines)));
	t.pass('the grandchild is gone');
});

t.test('an interruption ends the program and what it started', async t => {
	const ctx = await makeContext(t);
	const lines: string[] = [];
	const run = runTool(sh(forking(), {onLine(line) {
		lines.push(line);
		ctx.interrupt();
	}}), ctx);
	await t.rejects(run, InterruptedError);
	await waitUntil(async () => !await isAlive(pidIn(lines)));
	await t.rejects(runTool(sh('echo never'), ctx), InterruptedError, 'and nothing is started any more');
	await t.rejects(startTool(sh('echo never'), ctx), InterruptedError);
});

t.test('an interruption counts even when the program then ends well', async t => {
	const ctx = await makeContext(t);
	const run = runTool(sh('trap "exit 0" TERM; echo ready; while :; do sleep 0.05; done', {onLine: () => ctx.interrupt()}), ctx);
	await t.rejects(run, {code: 'ERR_INTERRUPTED', exitCode: 130, stage: 'build'});
});

t.test('output beyond the bound is dropped, and the program still runs to its end', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	const logPath = path.join(dir, 'log');
	const bytes = 4 * 2 ** 20;
	const script = `head -c ${bytes} /dev/zero | tr '\\0' x; touch ${dir}/finished; exit 7`;
	const result = await runTool(sh(script, {outputBytesMax: 10_000, logPath}), ctx);
	t.equal(result.exitCode, 7);
	t.equal(result.stdout.length, 10_000);
	t.ok(result.isCut);
	await t.rejects(mustRunTool(sh('head -c 20000 /dev/zero', {outputBytesMax: 2 ** 14}), ctx), {code: 'ERR_MACHINE', message: /^sh .* printed more than 0\.015625 MiB$/});
	t.notOk((await mustRunTool(sh('head -c 16384 /dev/zero', {outputBytesMax: 2 ** 14}), ctx)).isCut);
	t.ok(await stat(path.join(dir, 'finished')));
	t.equal((await stat(logPath)).size, bytes, 'the log has it all');
});

t.test('a program that is held open', async t => {
	const ctx = await makeContext(t);
	const running = await startTool({stage: 'boot', file: 'cat', args: []}, ctx);
	running.stdin.write('hello');
	for await (const chunk of running.stdout) {
		t.equal(String(chunk), 'hello');
		break;
	}
	t.ok(await isAlive(running.pid));
	await running.end();
	t.match(await running.exited, {exitCode: undefined, signal: 'SIGTERM'});
	t.notOk(await isAlive(running.pid));
	await running.end();
	t.pass('ending it twice is harmless');
});

t.test('a program that is held open and ends by itself', async t => {
	const ctx = await makeContext(t);
	const running = await startTool({stage: 'boot', file: 'sh', args: ['-c', 'echo words >&2; exit 4']}, ctx);
	t.match(await running.exited, {exitCode: 4, stderr: 'words\n'});
	const held = await startTool({stage: 'boot', file: 'sleep', args: ['300']}, ctx);
	ctx.interrupt();
	t.match(await held.exited, {signal: 'SIGTERM'}, 'an interruption ends it too');
});

t.test('when the harness is killed, what it started dies too', async t => {
	const script = `import {startTool} from '${projectDir}/harness/lib/exec.ts';
		const held = await startTool({stage: 'boot', file: 'sleep', args: ['300']}, {signal: new AbortController().signal});
		console.log(held.pid);`;
	const harness = startNode(['--import', 'tsx', '--input-type=module', '--eval', script]);
	const pid = Number((await once(harness.stdout, 'data'))[0]);
	// Not before the child has asked for the signal and become what was to be run.
	await waitUntil(async () => (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'sleep');
	harness.kill('SIGKILL');
	await harness;
	await waitUntil(async () => !await isAlive(pid));
	t.pass('gone');
});
