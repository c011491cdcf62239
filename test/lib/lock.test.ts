import {once} from 'node:events';
import {symlink} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import t from 'tap';
import {InterruptedError} from '../../harness/errors.js';
import {withLock} from '../../harness/lib/lock.js';
import {makeContext, makeTemporaryDir, projectDir, startNode, waitUntil, writeFiles, type TestContext} from '../support.js';

/** Another harness that takes the lock, says so, and holds it until it is killed. */
async function holdElsewhere(lockPath: string): Promise<{kill(): Promise<void>}> {
	const script = `import {withLock} from '${projectDir}/harness/lib/lock.ts';
		const ctx = {signal: new AbortController().signal, emit() {}};
		await withLock(${JSON.stringify(lockPath)}, 'tree', ctx, async () => {
			console.log('held');
			await new Promise(resolve => setTimeout(resolve, 300_000));
		});`;
	const child = startNode(['--import', 'tsx', '--input-type=module', '--eval', script]);
	await once(child.stdout, 'data');
	return {async kill() {
		child.kill('SIGKILL');
		await child;
	}};
}

const notices = (ctx: TestContext): readonly string[] => ctx.events.filter(({type}) => type === 'notice').map(({text}) => text);

t.test('the action runs under the lock, and what it returns or throws comes out', async t => {
	const ctx = await makeContext(t);
	const lockPath = path.join(await makeTemporaryDir(t), 'a/b/c.lock');
	t.equal(await withLock(lockPath, 'tree', ctx, async () => 7), 7, 'missing folders are made');
	await t.rejects(withLock(lockPath, 'tree', ctx, async () => {
		throw new TypeError('inside');
	}), new TypeError('inside'));
	t.equal(await withLock(lockPath, 'tree', ctx, async () => 8), 8, 'a failed action leaves it free');
	t.strictSame(ctx.events, []);
});

t.test('one holder at a time', async t => {
	const ctx = await makeContext(t);
	const lockPath = path.join(await makeTemporaryDir(t), 'lock');
	let inside = 0;
	let most = 0;
	await Promise.all(Array.from({length: 5}, async () => withLock(lockPath, 'tree', ctx, async () => {
		inside += 1;
		most = Math.max(most, inside);
		await sleep(20);
		inside -= 1;
	})));
	t.equal(most, 1);
});

t.test('two locks do not know of each other', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	t.equal(await withLock(path.join(dir, 'a'), 'tree', ctx, async () => withLock(path.join(dir, 'b'), 'tree', ctx, async () => 'both')), 'both');
});

t.test('another process is waited for, with a word; killed, it gives the lock back', async t => {
	const ctx = await makeContext(t);
	const lockPath = path.join(await makeTemporaryDir(t), 'lock');
	const other = await holdElsewhere(lockPath);
	t.teardown(async () => other.kill());
	let entered = false;
	const waiting = withLock(lockPath, 'tree', ctx, async () => {
		entered = true;
	});
	await waitUntil(async () => notices(ctx).length > 0);
	t.notOk(entered, 'not while the other holds it');
	t.strictSame(notices(ctx), [`waiting for another run that holds ${lockPath}`]);
	await other.kill();
	await waiting;
	t.ok(entered);
});

t.test('an interruption ends the wait', async t => {
	const ctx = await makeContext(t);
	const lockPath = path.join(await makeTemporaryDir(t), 'lock');
	const other = await holdElsewhere(lockPath);
	t.teardown(async () => other.kill());
	const waiting = withLock(lockPath, 'tree', ctx, async () => t.fail('it was not ours'));
	setTimeout(() => ctx.interrupt(), 100);
	await t.rejects(waiting, InterruptedError);
});

t.test('a place that cannot be locked is the machine\'s fault, and named', async t => {
	const ctx = await makeContext(t);
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'folder/file': ''});
	await t.rejects(withLock(path.join(dir, 'folder/file/lock'), 'tree', ctx, async () => 1), {
		code: 'ERR_MACHINE', message: new RegExp(`^cannot make ${dir}/folder/file: E`), hint: /KERNEL_TEST_CACHE/,
	});
	await symlink('nowhere/at/all', path.join(dir, 'lock'));
	await t.rejects(withLock(path.join(dir, 'lock'), 'tree', ctx, async () => 1), {code: 'ERR_MACHINE', message: new RegExp(`^cannot lock ${dir}/lock: .+`)});
});

t.test('who does not wait is told so', async t => {
	const ctx = await makeContext(t);
	const lockPath = path.join(await makeTemporaryDir(t), 'lock');
	const held = await holdElsewhere(lockPath);
	const refuse = async (): Promise<Error> => new RangeError('somebody has it');
	await t.rejects(withLock(lockPath, 'night', ctx, async () => t.fail('two have it'), refuse), new RangeError('somebody has it'));
	await held.kill();
	t.equal(await withLock(lockPath, 'night', ctx, async () => 7, refuse), 7, 'right after its holder was killed');
});
