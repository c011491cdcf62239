// What goes when the cache is to be smaller, and what a run that uses it keeps.
import {readdir, utimes} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {keepCacheSize} from '../harness/keep-size.js';
import {useEntries} from '../harness/lib/cache-use.js';
import {withLock} from '../harness/lib/lock.js';
import {makeContext, writeFiles} from './support.js';

const mib = 'x'.repeat(2 ** 20);
const mibBytes = 2 ** 20;

/** Three kernels, a source with two builds, and what somebody left half-made two hours ago; the later, the longer unused. */
async function makeCache(t: Parameters<typeof makeContext>[0]) {
	const ctx = await makeContext(t);
	await writeFiles(ctx.cacheDir, {
		'kernels/new/vmlinux': mib, 'kernels/middle/vmlinux': mib, 'kernels/old/vmlinux': mib, 'kernels/tmp-half-12345678/vmlinux': mib,
		'sources/s/repo.git/HEAD': mib, 'sources/s/build/default/vmlinux': mib, 'sources/s/build/kasan/vmlinux': mib,
	});
	const ages = ['kernels/new', 'sources/s', 'sources/s/build/default', 'kernels/middle', 'sources/s/build/kasan', 'kernels/old', 'kernels/tmp-half-12345678'];
	for (const [hours, entry] of ages.entries()) {
		const date = new Date(Date.now() - (hours + 1) * 3_600_000);
		await utimes(path.join(ctx.cacheDir, entry), date, date);
	}
	const trim = async (mebibytes: number) => keepCacheSize(mebibytes * mibBytes, ctx);
	return {ctx, trim, names: async (mebibytes: number) => (await trim(mebibytes)).removed.map(({entry}) => entry)};
}

t.test('what was used longest ago goes first, until the rest fits; what is half-made goes anyway', async t => {
	const {ctx, names, trim} = await makeCache(t);
	t.strictSame(await names(100), ['kernels/tmp-half-12345678']);
	t.strictSame(await names(5.5), ['kernels/old']);
	t.strictSame(await names(3.5), ['sources/s/build/kasan', 'kernels/middle']);
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'kernels')), ['new']);
	const {removed, bytesBefore, bytesAfter} = await trim(0);
	t.strictSame(removed.map(({entry}) => entry), ['sources/s/build/default', 'sources/s', 'kernels/new'], 'a source after its builds');
	t.ok(bytesBefore >= 3 * mibBytes && bytesAfter === 0);
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'sources')), ['s.lock'], 'nothing is left aside');
});

t.test('a use makes an entry young', async t => {
	const {ctx, names} = await makeCache(t);
	await useEntries({stage: 'build', prepare: async () => ({prepared: 0, entries: [path.join(ctx.cacheDir, 'kernels/old')]})}, ctx, async () => {});
	t.strictSame(await names(5.5), ['kernels/tmp-half-12345678', 'sources/s/build/kasan']);
});

t.test('what a run uses stays, and is told', async t => {
	const {ctx, trim} = await makeCache(t);
	const entries = ['kernels/old', 'sources/s'].map(entry => path.join(ctx.cacheDir, entry));
	await useEntries({stage: 'build', prepare: async () => ({prepared: 0, entries})}, ctx, async () => {
		const {removed, held} = await trim(0);
		t.strictSame(removed.map(({entry}) => entry), ['kernels/tmp-half-12345678', 'kernels/middle', 'kernels/new']);
		t.strictSame([...held].sort(), ['kernels/old', 'sources/s', 'sources/s/build/default', 'sources/s/build/kasan']);
	});
	await withLock(path.join(ctx.cacheDir, 'sources/s.lock'), 'build', ctx, async () => {
		t.strictSame((await trim(0)).removed.map(({entry}) => entry), ['kernels/old'], 'so does what one builds in');
	});
});

t.test('nothing goes while a run finds out what it needs', async t => {
	const {ctx, trim} = await makeCache(t);
	const order: string[] = [];
	let trimming: Promise<unknown> | undefined;
	await useEntries({stage: 'build', prepare: async () => {
		trimming = trim(0).then(({removed}) => order.push(`trimmed ${removed.some(({entry}) => entry === 'kernels/old') ? 'it' : 'the rest'}`));
		await new Promise(resolve => setTimeout(resolve, 500));
		order.push(`prepared beside ${(await readdir(path.join(ctx.cacheDir, 'kernels'))).length}`);
		return {prepared: 0, entries: [path.join(ctx.cacheDir, 'kernels/old')]};
	}}, ctx, async () => {
		await trimming;
	});
	t.strictSame(order, ['prepared beside 4', 'trimmed the rest']);
});
