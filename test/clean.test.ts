import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import t from 'tap';
import {cleanCache} from '../harness/clean.js';
import {withLock} from '../harness/lib/lock.js';
import {makeContext, writeFiles} from './support.js';

t.test('what can be made again is removed, entry by entry; results stay', async t => {
	const ctx = await makeContext(t);
	await writeFiles(ctx.cacheDir, {
		'kernels/1/vmlinux': '', 'kernels/tmp-2-12345678/vmlinux': '', 'guest-tools/1/init': '', 'accel/1.json': '{}',
		'sources/1/repo.git/HEAD': '', 'sources/1.lock': '',
	});
	await writeFiles(ctx.resultsDir, {'sample/1/result.json': '{}'});
	t.strictSame([...await cleanCache(ctx)].sort(), ['accel/1.json', 'guest-tools/1', 'kernels/1', 'kernels/tmp-2-12345678', 'sources/1']);
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'kernels')), []);
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'sources')), ['1.lock'], 'a lock is never removed under its holder');
	t.strictSame(await readdir(path.join(ctx.resultsDir, 'sample')), ['1']);
	t.strictSame(await cleanCache(ctx), []);
});

t.test('an empty cache is clean', async t => {
	t.strictSame(await cleanCache(await makeContext(t)), []);
});

t.test('a tree that another run uses is waited for', async t => {
	const ctx = await makeContext(t);
	await writeFiles(ctx.cacheDir, {'sources/1/repo.git/HEAD': ''});
	let cleaning: Promise<readonly string[]> | undefined;
	await withLock(path.join(ctx.cacheDir, 'sources/1.lock'), 'build', ctx, async () => {
		cleaning = cleanCache(ctx);
		await sleep(300);
		t.strictSame(await readdir(path.join(ctx.cacheDir, 'sources/1')), ['repo.git']);
	});
	t.strictSame(await cleaning, ['sources/1']);
});
