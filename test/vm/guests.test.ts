// Guests that share the checks: which of them ran what, what becomes of the others when one dies, and that nothing is
// measured before they are gone.
import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {fixtureSeries, kernelTestJson, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

await t.test('two guests run at once, each its own checks', async t => {
	const {exitCode, result, resultsDir} = await kernelTestJson(t, ['check', 'iopoll/destroy-slow', 'ring-polled/nobody-polls', '--guests', '2']);
	t.equal(exitCode, 0, result.summary);
	t.equal(result.boot?.guests, 2);
	const runDir = path.join(resultsDir, result.target, result.runId);
	const [first, second] = [await readFile(path.join(runDir, 'console.log'), 'utf8'), await readFile(path.join(runDir, 'guest-2/console.log'), 'utf8')];
	t.match(first, /kernel-test: start iopoll\/destroy-slow/);
	t.notMatch(first, /start ring-polled/);
	t.match(second, /kernel-test: start ring-polled\/nobody-polls/);
	t.notMatch(second, /start iopoll/);
	const sumMs = result.checks.reduce((sum, {durationMs}) => sum + durationMs, 2 * result.boot!.planMs!);
	t.ok(result.boot!.durationMs < sumMs, `${result.boot!.durationMs} ms, where one after the other are ${sumMs} ms`);
});

await t.test('a guest that dies takes no other\'s checks with it', async t => {
	// The first calls io_setup(), in which this kernel panics; the second asks for kmemleak and skips.
	const checks = ['io/plain-aio', 'leak/kmemleak'];
	const outcomes = async (guests: string) => {
		const {exitCode, result} = await kernelTestJson(t, ['check', ...checks, '--guests', guests, '--series', fixtureSeries('panic-in-io-setup')]);
		t.equal(exitCode, 1);
		t.match(result.summary, /^panic: Kernel panic.*fixture in io_setup during io\/plain-aio/);
		return result.checks.map(({outcome}) => outcome);
	};
	t.strictSame(await outcomes('1'), ['panic', 'broken'], 'in one guest the second never ran');
	t.strictSame(await outcomes('2'), ['panic', 'skip'], 'in its own it has an answer');
});

await t.test('benches wait until the other guests are gone', async t => {
	const {exitCode, result, resultsDir} = await kernelTestJson(t, ['run', '--guests', '2', '--patch', 'none']);
	t.equal(exitCode, 0, result.summary);
	const runDir = path.join(resultsDir, result.target, result.runId);
	const console = await readFile(path.join(runDir, 'console.log'), 'utf8');
	t.match(console, /kernel-test: start await[^]*kernel-test: end await[^]*kernel-test: start bench\//);
	t.notMatch(await readFile(path.join(runDir, 'guest-2/console.log'), 'utf8'), /start (await|bench)/);
	const [firstEndMs, secondEndMs] = [(await stat(path.join(runDir, 'console.log'))).mtimeMs, (await stat(path.join(runDir, 'guest-2/console.log'))).mtimeMs];
	const benchesMs = timeOf(console, /Power down/) - timeOf(console, /start bench\//);
	t.ok(firstEndMs - secondEndMs > 0.9 * benchesMs, `the other guest's last word came ${firstEndMs - secondEndMs} ms before the end, benches took ${benchesMs} ms`);
});

/** Milliseconds of the guest's clock at the first such line. */
function timeOf(console: string, what: RegExp): number {
	const line = console.split('\n').find(text => what.test(text));
	return 1000 * Number(/\[ *(\d+\.\d+)\]/.exec(line ?? '')?.[1] ?? Number.NaN);
}
