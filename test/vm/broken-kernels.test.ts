// Kernels that fail, each in its own way: every fixture series ends in its own verdict, with the
// right exit code, at once or within its limit, and with QEMU gone.
import t from 'tap';
import {fixtureSeries, kernelTestJson, processesMentioning, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const bench = 'nvme.libaio.randread.4k.qd1';

interface Expected {
	readonly exitCode: number;
	readonly outcome: string;
	readonly boot?: string;
	/** Matched against the summary. */
	readonly summary: RegExp;
	/** From the start of QEMU. */
	readonly bootMsMax?: number;
	readonly args?: readonly string[];
}

const expectations: Readonly<Record<string, Expected>> = {
	'conflict': {exitCode: 125, outcome: 'untestable', summary: /patch 1 \(0001-aio-rename.*\) does not apply to fs\/aio\.c/},
	'compile-error': {exitCode: 125, outcome: 'untestable', summary: /does not compile/},
	'panic-at-boot': {exitCode: 1, outcome: 'fail', boot: 'panic', summary: /Kernel panic - not syncing: kernel-test fixture/, bootMsMax: 15_000},
	'hang-at-boot': {exitCode: 1, outcome: 'fail', boot: 'hang', summary: /no plan from the guest after 30 s/, bootMsMax: 36_000},
	'oops-in-io-setup': {exitCode: 1, outcome: 'fail', boot: 'oops', summary: /NULL pointer dereference.* during bench\/nvme\.libaio/, bootMsMax: 20_000},
	'panic-in-io-setup': {exitCode: 1, outcome: 'fail', boot: 'panic', summary: /fixture in io_setup during bench\/nvme\.libaio/, bootMsMax: 20_000},
	'hang-in-io-setup': {exitCode: 1, outcome: 'fail', boot: 'timeout', summary: /not finished after 12 s during bench\/nvme\.libaio/, bootMsMax: 16_000, args: ['--timeout', '12']},
	'power-off-in-io-setup': {exitCode: 1, outcome: 'fail', boot: 'power-off', summary: /went away \(guest-reset\) in mid-plan during bench\/nvme\.libaio/, bootMsMax: 20_000},
	'warning-in-io-setup': {exitCode: 1, outcome: 'fail', boot: 'ok', summary: /the kernel complained: WARNING: .*io_setup/},
};

for (const [name, expected] of Object.entries(expectations)) {
	await t.test(name, async t => {
		const {exitCode, result, resultsDir} = await kernelTestJson(t, ['bench', bench, '--series', fixtureSeries(name), ...expected.args ?? []]);
		t.equal(exitCode, expected.exitCode);
		t.equal(result.outcome, expected.outcome);
		t.match(result.summary, expected.summary);
		t.equal(result.boot?.outcome, expected.boot);
		if (expected.bootMsMax !== undefined) {
			t.ok(result.boot!.durationMs < expected.bootMsMax, `${result.boot!.durationMs} ms`);
			t.ok(result.boot!.consoleTail.length > 0 && result.boot!.consoleTail.length <= 50, 'the last lines of the console are there');
		}
		t.strictSame(await processesMentioning(resultsDir), [], 'nothing is left running');
	});
}

await t.test('a conflict names the patch, the file and the hunk', async t => {
	const {result} = await kernelTestJson(t, ['check', '--series', fixtureSeries('conflict')]);
	const {conflict} = result.series;
	t.equal(conflict?.file, 'fs/aio.c');
	t.match(conflict?.patch, /^0001-/);
	t.match(conflict?.hunk, /^@@ -224,7 [^]*renamed_by_someone/);
});

await t.test('a compile error shows the compiler\'s own lines', async t => {
	const {result} = await kernelTestJson(t, ['check', '--series', fixtureSeries('compile-error')]);
	t.match(result.build?.errors.join('\n'), /fs\/aio\.c:\d+:\d+: error: .not_declared_anywhere. undeclared/);
});

await t.test('a bench during which the kernel dies is broken, not a number', async t => {
	const {result} = await kernelTestJson(t, ['bench', bench, '--series', fixtureSeries('panic-in-io-setup')]);
	t.match(result.measurements, [{outcome: 'broken', value: null, reason: /^panic: /}]);
});
