import t from 'tap';
import {compareSamples} from '../../harness/compare/compare-samples.js';
import type {Measurement} from '../../harness/result/result-schema.js';

const quiet = [100, 101, 99, 102, 98, 100, 103, 97, 100];
const measure = (samples: readonly number[], better: 'higher' | 'lower' = 'higher'): Measurement =>
	({name: 'nvme.ring.randread.4k.qd1.iops', outcome: 'pass', reason: '', unit: 'io/s', better, value: samples[0]!, samples: [...samples]});
const compare = (base: readonly number[], head: readonly number[], better: 'higher' | 'lower' = 'higher', metricCount = 1) =>
	compareSamples({base: measure(base, better), head: measure(head, better), metricCount});

t.test('a clear change is better or worse by the metric\'s direction', async t => {
	const more = quiet.map(value => value * 1.3);
	t.match(compare(quiet, more), {verdict: 'better', base: 100, head: 130, sentence: /^better: \+2\d\.\d % to \+3\d\.\d %, p < 0\.0001$/});
	t.equal(compare(quiet, more, 'lower').verdict, 'worse');
	t.equal(compare(more, quiet).verdict, 'worse');
});

t.test('no change is the same', async t => {
	t.equal(compare(quiet, [...quiet].reverse()).verdict, 'same');
});

t.test('noise that hides a change cannot be told', async t => {
	const noisy = [60, 190, 100, 150, 80, 120, 100, 200, 70];
	t.match(compare(noisy, noisy.map(value => value * 1.1)), {verdict: 'unsure', sentence: /^cannot tell: /});
});

t.test('fewer than nine samples a side tell nothing', async t => {
	t.match(compare(quiet.slice(1), quiet.map(value => value * 2)), {verdict: 'unsure', sentence: 'cannot tell: 8 samples a side, 9 are the least'});
	t.match(compare([], quiet), {verdict: 'unsure', base: null});
});

t.test('the more metrics, the stronger the evidence wanted', async t => {
	const shifted = [101, 102, 103, 104, 105, 106, 107, 108, 109];
	const alone = compare(quiet, shifted);
	t.equal(alone.verdict, 'better', alone.sentence);
	t.not(compare(quiet, shifted, 'higher', 1000).verdict, 'better');
});

t.test('a difference too small to act on is the same, and one that may be large or small cannot be told', async t => {
	t.match(compare(quiet, quiet.map(value => value * 1.01), 'higher', 1000), {verdict: 'same', sentence: /^same: -?\+?\d\.\d % to \+\d\.\d %, p 0\.\d{4}$/});
	const wide = [100, 101, 99, 102, 98, 120, 125, 130, 97];
	t.match([compare(quiet, wide), compare(wide, quiet)], [{verdict: 'unsure'}, {verdict: 'unsure'}], 'open at one end, either one');
	t.match(compare(quiet, [...quiet].reverse()).sentence, /^same: -\d\.\d % to \+\d\.\d %/);
});
