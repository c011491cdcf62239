import t from 'tap';
import {listCommands, nameOf} from '../../harness/bisect/reproduce.js';
import {bench, checkRequest, makeProbe, metricRequest} from './sample.js';

const [good, bad] = [makeProbe(2, 'good'), makeProbe(3, 'bad')];

t.test('a check: what failed, on the bad prefix, with the options of the bisection', async t => {
	t.strictSame(listCommands({request: checkRequest, good, bad, failing: ['io/read']}), ['kernel-test check io/read --patch 3 --target sample --series \'my series\'']);
	t.strictSame(listCommands({request: {...checkRequest, series: null, variant: 'kasan', accel: 'tcg', cpus: 1, tree: 'linux'}, good, bad, failing: []}),
		['kernel-test check \'io/*\' --patch 3 --target sample --tree linux --variant kasan --accel tcg --smp 1']);
	t.match(listCommands({request: {...checkRequest, nvme: {lbaBytes: 4096}, append: ['a b'], qemuArgs: ['-m', 'x y']}, good, bad, failing: []}), [/ --nvme lba=4096 --append 'a b' --qemu-args '-m '\\''x y'\\'''$/]);
	t.match(listCommands({request: checkRequest, good, bad, failing: ['fuzz/ring']}), [/fuzz\/ring --seed 0 --fuzz-ops 5000 /]);
});

t.test('a metric: both sides', async t => {
	const series = '--target sample --series \'my series\'';
	t.strictSame(listCommands({request: metricRequest, good: makeProbe(0, 'good'), bad: makeProbe(1, 'bad'), failing: []}), [`kernel-test compare none 1 ${bench} ${series}`]);
	const expected = makeProbe(3, 'bad', {reference: {patch: 2, runId: 'run-9', booted: false, counts: null}});
	const exact = {...metricRequest, question: {kind: 'metric', bench, threshold: {perIo: 0}, against: 'old'} as const};
	t.strictSame(listCommands({request: exact, good, bad: expected, failing: []}), [`kernel-test compare run-9 3 ${bench} --threshold 0 ${series}`]);
});

t.test('none is a prefix', async t => t.strictSame([0, 1].map(nameOf), ['none', '1']));
