// Kernels with debugging find what they are for: each fixture, on top of the whole series, is an
// error that only one variant sees, and it fails the check during which it came. A variant that was
// never built here is left out: `npm run verify:series` builds them all first.
import {readdir} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import t from 'tap';
import {exists} from '../../harness/lib/files.js';
import {fixtureSeries, kernelTestJson, seriesWith, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

interface Expected {
	readonly variant: string;
	/** Of plain aio: a check that the fixture is in the way of. */
	readonly check: string;
	/** The first complaint. */
	readonly complaint: RegExp;
}

const expectations: Readonly<Record<string, Expected>> = {
	'use-after-free-in-io-setup': {variant: 'kasan', check: 'io/plain-aio', complaint: /^BUG: KASAN: (?:slab-)?use-after-free in \w*sys_io_setup/},
	'lock-order-in-io-setup': {variant: 'lockdep', check: 'io/plain-aio', complaint: /^WARNING: possible circular locking dependency detected/},
	'sleep-in-atomic-in-io-setup': {variant: 'lockdep', check: 'io/plain-aio', complaint: /^BUG: sleeping function called from invalid context/},
	'unlocked-counter': {variant: 'kcsan', check: 'integrity/threads', complaint: /^BUG: KCSAN: data-race in aio_(?:complete_rw|prep_rw)/},
};

const cacheDir = process.env['KERNEL_TEST_CACHE'] ?? path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'kernel-test');

/** Whether a kernel of this variant was compiled here, so that one more changed file takes seconds. */
async function wasBuilt(variant: string): Promise<boolean> {
	const sources = await readdir(path.join(cacheDir, 'sources')).catch(() => []);
	const built = await Promise.all(sources.map(async source => exists(path.join(cacheDir, 'sources', source, 'build', variant, 'vmlinux'))));
	return built.includes(true);
}

for (const [fixture, {variant, check, complaint}] of Object.entries(expectations)) {
	const reason = await wasBuilt(variant) ? false : `no ${variant} kernel in the cache; npm run verify:series builds it`;
	await t.test(`${fixture} on ${variant}`, {skip: reason}, async t => {
		const patches = (await readdir(fixtureSeries(fixture))).map(file => path.join(fixtureSeries(fixture), file));
		const {exitCode, result} = await kernelTestJson(t, ['check', check, '--variant', variant, '--series', await seriesWith(t, patches)]);
		t.equal(exitCode, 1, result.summary);
		t.match(result.checks, [{name: check, outcome: 'fail', reason: /^the kernel complained: /}]);
		t.match(result.checks[0]!.kernelWarnings[0], complaint);
	});
}
