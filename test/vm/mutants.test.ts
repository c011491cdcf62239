// Checks that can fail: a fixture breaks one behaviour of the whole series, and the checks named for it
// notice. Several that do not get in each other's way share a kernel, so that a minute of compiling does.
import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {kernelTestJson, projectDir, seriesWith, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

/** By fixture, the checks that fail with it. */
type Mutants = Readonly<Record<string, readonly string[]>>;

const fixturesDir = path.join(projectDir, 'test/fixtures/mutants');

const kernels: readonly Mutants[] = [
	{
		'index-without-bound': ['useriocb/index-out-of-range'],
		'reserved-ignored': ['useriocb/reserved-fields'],
		'hipri-not-asked': ['iopoll/hipri-missing'],
		'wrap-too-early': ['ring/wrap'],
		'memlock-unlimited': ['setup/memlock-enomem'],
		'aio-nr-lost': ['setup/aio-max-nr'],
		'pages-not-dirtied': ['fixedbufs/dirty'],
	},
	{
		'memlock-not-refunded': ['setup/memlock-destroy'],
		'min-complete-zero-sleeps': ['ring-polled/min-complete-zero'],
		'cq-head-believed': ['ring/cq-head-moved-back'],
		'slots-lost': ['ring/error-first'],
		'buffer-cut-short': ['fixedbufs/length'],
		'any-file-polls': ['iopoll/no-poll-queue'],
	},
	{
		'pages-not-unpinned': ['leak/setup-failed'],
		'wakeup-missed': ['ring/wakeup'],
		'vectors-on-fixed': ['fixedbufs/only-pread-pwrite'],
		'file-pages-mapped': ['attack/memory-of-rings'],
		'eventfd-not-signalled': ['fixedbufs/eventfd'],
		'nobody-watches': ['ring-polled/nobody-polls'],
	},
	// The kernel reads past what it checked, and seldom survives it.
	{'iocb-fetched-twice': ['attack/iocbs-fixed']},
];

const bootsMax = 4;

for (const mutants of kernels) {
	await t.test(Object.keys(mutants).join(', '), async t => {
		const controls = ['io/plain-aio', 'iopoll/read'];
		const args = ['check', ...controls, ...Object.values(mutants).flat(), '--series', await mutate(t, Object.keys(mutants))];
		let {result} = await kernelTestJson(t, args);
		// Some are races between two CPUs, which a host that is busy with something else does not run at the same time.
		for (let boot = 2; boot <= bootsMax && result.outcome === 'pass'; boot += 1) ({result} = await kernelTestJson(t, args));
		const verdicts = new Map(result.checks.map(({name, outcome, reason}) => [name, {outcome, reason}]));
		for (const [mutant, checks] of Object.entries(mutants)) {
			for (const check of checks) t.match(verdicts.get(check), {outcome: /^(fail|timeout|panic)$/, reason: /./}, `${check} notices ${mutant}`);
		}
		if (result.boot?.outcome === 'ok') for (const control of controls) t.equal(verdicts.get(control)?.outcome, 'pass', `${control} has nothing to notice`);
	});
}

await t.test('no kernel is built for a fixture that is not there, and none is left out', async t => {
	const present = (await readdir(fixturesDir)).map(file => path.basename(file, '.patch')).sort();
	t.strictSame(kernels.flatMap(mutants => Object.keys(mutants)).sort(), present.filter(name => name !== 'index-without-nospec'));
});

// No guest can tell whether the CPU speculated: the mask has to be in the code (x86's array_index_mask_nospec() is cmp and sbb).
await t.test('an index that user space chose is masked against speculation', async t => {
	for (const [name, masked] of [['none', true], ['index-without-nospec', false]] as const) {
		const {result, resultsDir} = await kernelTestJson(t, ['check', 'setup/plain', '--series', await mutate(t, masked ? [] : [name])]);
		t.equal(result.outcome, 'pass');
		const argv = (await readFile(path.join(resultsDir, result.target, result.runId, 'qemu-argv.txt'), 'utf8'));
		t.equal(/\bsbb\b/.test(await disassemble(/-kernel (\S+)/.exec(argv)![1]!, 'io_submit_one')), masked, name);
	}
});

/** The whole series and the fixtures behind it. */
async function mutate(t: Test, mutants: readonly string[]): Promise<string> {
	return seriesWith(t, mutants.map(mutant => path.join(fixturesDir, `${mutant}.patch`)));
}

async function disassemble(vmlinux: string, name: string): Promise<string> {
	const {stdout} = await execa('objdump', [`--disassemble=${name}`, '--no-show-raw-insn', vmlinux]);
	return stdout;
}
