import t from 'tap';
import {InputError} from '../../harness/errors.js';
import {listBenches, needsDisk, pickBenchOptions, planRun, refuseSmallBlocks, type BenchOptions, type Plan} from '../../harness/plan/plan.js';
import {makeTarget} from '../support.js';

const allChecks = ['iopoll/read', 'ring/read', 'ring/write', 'setup/plain'];
const target = makeTarget({
	checks: {timeoutMs: 2000},
	benches: [
		{devices: ['nvme', 'null'], engines: ['libaio', 'ring-polled'], rw: ['randread'], bs: ['4k'], qd: [1, 32]},
		{devices: ['nvme'], engines: ['ring'], rw: ['write'], bs: ['64k'], qd: [8]},
	],
});

t.test('the matrix is spelled out: device, direction, size, engine, depth', async t => {
	t.strictSame(listBenches(target.benches), [
		'nvme.libaio.randread.4k.qd1', 'nvme.libaio.randread.4k.qd32', 'nvme.ring-polled.randread.4k.qd1', 'nvme.ring-polled.randread.4k.qd32',
		'null.libaio.randread.4k.qd1', 'null.libaio.randread.4k.qd32', 'null.ring-polled.randread.4k.qd1', 'null.ring-polled.randread.4k.qd32',
		'nvme.ring.write.64k.qd8',
	]);
	t.strictSame(listBenches([]), []);
});

t.test('an absent half is left out, an empty list means all', async t => {
	const checksOnly = planRun({target, allChecks, request: {checks: []}});
	t.strictSame(checksOnly.checks, allChecks.map(name => ({name, timeoutMs: 2000})));
	t.strictSame(checksOnly.benches, []);
	const benchesOnly = planRun({target, allChecks, request: {benches: []}});
	t.strictSame(benchesOnly.checks, []);
	t.equal(benchesOnly.benches.length, 9);
	t.notOk('exec' in benchesOnly);
});

t.test('random checks get seed and length, and time for it; no others do', async t => {
	const names = ['fuzz/ring', 'ring/read'];
	const fuzz = {seed: 7, ops: 1000};
	const plan = planRun({target, allChecks: names, request: {checks: [], fuzz}});
	t.strictSame(plan.checks, [{name: 'fuzz/ring', timeoutMs: 4000, args: ['--seed=7', '--ops=1000']}, {name: 'ring/read', timeoutMs: 2000}]);
	t.strictSame(plan.fuzz, fuzz);
	t.notOk('fuzz' in planRun({target, allChecks: names, request: {checks: ['ring/*'], fuzz}}), 'a plan without such checks is not random');
});

t.test('globs choose, in the order of the list', async t => {
	const names = (checks: readonly string[]): readonly string[] => planRun({target, allChecks, request: {checks}}).checks.map(({name}) => name);
	t.strictSame(names(['ring/*']), ['ring/read', 'ring/write']);
	t.strictSame(names(['setup/plain', 'iopoll/read']), ['iopoll/read', 'setup/plain']);
	t.strictSame(names(['*/read']), ['iopoll/read', 'ring/read']);
	t.strictSame(names(['**']), allChecks);
});

t.test('only what the target includes can be chosen', async t => {
	const narrow = makeTarget({checks: {include: ['ring/*']}});
	t.strictSame(planRun({target: narrow, allChecks, request: {checks: []}}).checks.map(({name}) => name), ['ring/read', 'ring/write']);
	t.throws(() => planRun({target: narrow, allChecks, request: {checks: ['setup/plain']}}), InputError);
});

t.test('a name or glob that matches nothing is refused, with the way to see the names', async t => {
	t.throws(() => planRun({target, allChecks, request: {checks: ['ring/*', 'rung/*']}}), {message: 'no check matches \'rung/*\'', hint: /list checks/, exitCode: 129});
	t.throws(() => planRun({target, allChecks, request: {benches: ['nvme.rung.*']}}), {message: /no bench matches/, hint: /list benches/, exitCode: 129});
});

t.test('a bench named in full need not be in the matrix', async t => {
	const {benches} = planRun({target, allChecks, request: {benches: ['null.ring-polled-fixed.randread.512k.qd64', 'nvme.ring.*']}});
	t.strictSame(benches.map(({name}) => name), ['nvme.ring.write.64k.qd8', 'null.ring-polled-fixed.randread.512k.qd64']);
	t.strictSame(benches[1]!.args, ['--device=null', '--engine=ring-polled-fixed', '--rw=randread', '--bs=524288', '--qd=64']);
});

t.test('parameters that are not in the name are handed on, and give the bench the time', async t => {
	const plan = (benchOptions: BenchOptions, benches = ['nvme.*.qd32'], more: object = {}): Plan => planRun({target, allChecks, request: {benches, benchOptions, ...more}});
	const args = ({benches}: Plan): readonly string[] => benches[0]!.args.slice(5);
	t.strictSame(pickBenchOptions({batch: undefined, threads: 2, ms: undefined, ...{seed: 7}}), {threads: 2});
	t.strictSame(args(plan({})), []);
	t.strictSame(args(plan({batch: 16, threads: 4, ms: 1000})), ['--batch=16', '--threads=4', '--ms=1000']);
	t.equal(plan({ms: 1000}).benches[0]!.timeoutMs, plan({}).benches[0]!.timeoutMs + 1000);
	t.equal(plan({ios: 5000, threads: 2}).benches[0]!.timeoutMs, plan({}).benches[0]!.timeoutMs + 10_000);
	t.equal(plan({ios: 10_000_000, threads: 64}).benches[0]!.timeoutMs, 86_400_000, 'what init takes');
	t.strictSame(args(plan({batch: 1}, ['nvme.*.qd32'], {countInstructions: true}))[0], '--batch=1');
	for (const [options, more, words] of [
		[{ms: 1, ios: 1}, {}, '--ms and --ios: it is either a time or a number of IOs'],
		[{threads: 2}, {countInstructions: true}, '--count with --threads 2: instructions are counted on one CPU'],
		[{ms: 5}, {countInstructions: true}, '--count measures 4000 IOs, the same in every boot'],
		[{ios: 5}, {countInstructions: true}, '--count measures 4000 IOs, the same in every boot'],
		[{batch: 33}, {}, '--batch 33 is more than the queue depth of nvme.libaio.randread.4k.qd32'],
	] as const) t.throws(() => plan(options, ['nvme.*.qd32'], more), {code: 'ERR_INPUT', exitCode: 129, message: words});
});

t.test('a bench on a file needs a disk that holds data', async t => {
	const plan = (benches: readonly string[]): Plan => planRun({target, allChecks, request: {benches}});
	t.equal(needsDisk(plan(['nvme.*', 'file.ring.randread.4k.qd8'])), true);
	t.equal(needsDisk(plan([])), false);
	t.strictSame(plan(['file.ring.randread.4k.qd8']).benches[0]!.args[0], '--device=file');
});

t.test('a slow kernel has more time, except for a program whose limit the user gave', async t => {
	const exec = {argv: ['fio'], files: [], timeoutMs: 5000};
	const plan = (timeScale: number): Plan => planRun({target, allChecks, timeScale, request: {checks: ['setup/plain'], benches: ['nvme.ring.*'], exec}});
	t.equal(plan(6).checks[0]!.timeoutMs, 6 * 2000);
	t.equal(plan(6).benches[0]!.timeoutMs, 6 * plan(1).benches[0]!.timeoutMs);
	t.strictSame(plan(6).exec, exec);
});

t.test('a program to run is taken over as it is', async t => {
	const exec = {argv: ['fio', '--version'], files: [{hostPath: 'fio', guestPath: '/bin/fio'}], timeoutMs: 5000};
	t.strictSame(planRun({target, allChecks, request: {exec}}), {checks: [], benches: [], exec});
});

t.test('benches for the counter of instructions have a fixed number of IOs, and a mark each', async t => {
	const {benches} = planRun({target, allChecks, request: {benches: ['nvme.libaio.*'], countInstructions: true}});
	t.strictSame(benches.map(({name, mark}) => [name, mark]), [['nvme.libaio.randread.4k.qd1', 1], ['nvme.libaio.randread.4k.qd32', 2]]);
	t.strictSame(benches[1]!.args, ['--device=nvme', '--engine=libaio', '--rw=randread', '--bs=4096', '--qd=32', '--ios=500', '--rounds=8', '--latency=0', '--mark=2']);
	const qd = Array.from({length: 1024}, (_, index) => index + 1);
	const many = makeTarget({benches: [{devices: ['nvme'], engines: ['ring'], rw: ['read'], bs: ['4k'], qd}]});
	t.throws(() => planRun({target: many, allChecks, request: {benches: [], countInstructions: true}}), {code: 'ERR_INPUT', message: /1024 benches are more than the 1022/});
});

t.test('benches in blocks that the device has not', async t => {
	const benches = (...names: readonly string[]): Plan => planRun({target, allChecks, request: {benches: names}});
	refuseSmallBlocks(benches('nvme.ring.randread.1k.qd1', 'file.ring.randread.4k.qd1'), 512);
	refuseSmallBlocks(benches('nvme.ring.randread.8k.qd1', 'null.ring.randread.1k.qd1'), 4096);
	for (const name of ['nvme.ring.randread.2k.qd1', 'nvme.ring.randread.6k.qd1', 'file.ring.randread.4k.qd1']) {
		t.throws(() => refuseSmallBlocks(benches(name), 4096), {exitCode: 129, message: `--nvme lba=4096: ${name} wants smaller blocks`});
	}
});

t.test('a shell brings the programs of the checks that are named', async t => {
	const plan = (...checks: readonly string[]): Plan => planRun({target, allChecks, request: {exec: {argv: ['sh'], files: [], timeoutMs: 1, shell: {stdin: 'pipe', checks, applets: []}}}});
	t.strictSame(plan('ring/*').exec?.shell?.checks, ['ring/read', 'ring/write']);
	t.strictSame(plan().exec?.shell?.checks, allChecks);
	t.strictSame(plan().checks, [], 'and runs none');
	t.throws(() => plan('nope'), {message: 'no check matches \'nope\'', exitCode: 129});
});

t.test('a check that somebody looks at has all the time there is', async t => {
	t.strictSame(planRun({target, allChecks, timeScale: 3, request: {checks: ['setup/plain'], unhurried: true}}).checks, [{name: 'setup/plain', timeoutMs: 86_400_000}]);
});
