import t from 'tap';
import {compareCounts, signed} from '../../harness/compare/compare-counts.js';
import type {Threshold} from '../../harness/compare/comparison.js';
import type {BenchCounts} from '../../harness/result/result-schema.js';

const ios = 1000;

function makeCounts(work: Readonly<Record<string, number>>, bench = 'null.ring-polled.randread.4k.qd32'): BenchCounts {
	return {bench, ios, functions: Object.entries(work).map(([name, insnsPerIo]) => ({name, kind: name === 'bio_poll' ? 'wait' as const : 'work' as const, instructions: insnsPerIo * ios, insnsPerIo}))};
}

const base = makeCounts({aio_read: 80, submit_bio: 900, sbitmap_get: 96, bio_poll: 400});
const compare = (head: BenchCounts, threshold: Threshold = {percent: 0.02}) => compareCounts({base, head, chance: ['sbitmap_*'], threshold});

t.test('the same counts are the same', async t => {
	t.match(compare(base), {name: 'null.ring-polled.randread.4k.qd32.work_insns_per_io', verdict: 'same', base: 980, head: 980, functions: [], sentence: 'same: no function executes one instruction more or less'});
});

t.test('one instruction more is worse, one less better, and the function is named', async t => {
	const worse = compare(makeCounts({aio_read: 81, submit_bio: 900, sbitmap_get: 96, bio_poll: 400}));
	t.equal(worse.verdict, 'worse');
	t.strictSame(worse.functions, [{name: 'aio_read', base: 80, head: 81, delta: 1}]);
	t.equal(worse.sentence, 'worse: +1 instructions per IO (+0.102 %), most in aio_read (+1)');
	t.equal(compare(makeCounts({aio_read: 79, submit_bio: 900, sbitmap_get: 96, bio_poll: 400})).verdict, 'better');
	t.equal(compare(makeCounts({aio_read: 81, submit_bio: 900, sbitmap_get: 96, bio_poll: 400}), {percent: 1}).sentence, 'same: +1 instructions per IO, within 1 %');
	t.match(compare(makeCounts({aio_read: 81, submit_bio: 900, sbitmap_get: 96, bio_poll: 400}), {perIo: 1}), {verdict: 'same', sentence: 'same: +1 instructions per IO, within 1'});
	t.equal(compare(makeCounts({aio_read: 82, submit_bio: 900, sbitmap_get: 96, bio_poll: 400}), {perIo: 1}).verdict, 'worse');
});

t.test('functions that came and went, the largest change first', async t => {
	t.strictSame(compare(makeCounts({aio_read: 80, submit_bio_fast: 890, sbitmap_get: 96})).functions?.map(({name, delta}) => [name, delta]), [['submit_bio', -900], ['submit_bio_fast', 890]]);
});

t.test('waiting is no work, and chance is shown and not judged', async t => {
	const {verdict, functions, sentence} = compare(makeCounts({aio_read: 80, submit_bio: 900, sbitmap_get: 104, bio_poll: 9000}));
	t.equal(verdict, 'same');
	t.strictSame(functions?.map(({name}) => name), ['sbitmap_get']);
	t.match(sentence, /not counting sbitmap_get, where chance decides/);
});

t.test('where interrupts come when the host has time, nothing is said', async t => {
	const bench = 'nvme.libaio.randread.4k.qd1';
	const {verdict, sentence} = compareCounts({base: makeCounts({aio_read: 80}, bench), head: makeCounts({aio_read: 90}, bench), chance: [], threshold: {percent: 0.02}});
	t.equal(verdict, 'unsure');
	t.match(sentence, /^cannot tell: \+10 instructions per IO/);
});

t.test('a change has its sign', async t => {
	t.strictSame([signed(1), signed(-0.5), signed(0), signed(1 / 3)], ['+1', '-0.5', '0', '+0.3333']);
});
