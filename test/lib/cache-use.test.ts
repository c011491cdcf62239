// Locks of the cache's entries: shared by those who use them, and let go by who fails.
import path from 'node:path';
import t from 'tap';
import {lastUseOf, useEntries, useFileOf, whenUnused} from '../../harness/lib/cache-use.js';
import {makeContext} from '../support.js';

t.test('several use an entry at once, and nobody has it alone meanwhile', async t => {
	const ctx = await makeContext(t);
	const entry = path.join(ctx.cacheDir, 'kernels/1');
	const use = async <T>(action: () => Promise<T>): Promise<T> => useEntries({stage: 'build', prepare: async () => ({prepared: 0, entries: [entry]})}, ctx, action);
	const alone = async () => whenUnused([useFileOf(entry, ctx)], 'build', ctx, async () => 'alone');
	t.equal(await lastUseOf(entry, ctx), 0);
	await use(async () => use(async () => t.equal(await alone(), undefined)));
	t.equal(await alone(), 'alone');
	t.ok(Date.now() - await lastUseOf(entry, ctx) < 10_000);
	await t.rejects(use(async () => Promise.reject(new Error('it failed'))), {message: 'it failed'});
	t.equal(await alone(), 'alone', 'who failed has let go');
});
