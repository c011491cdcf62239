import t from 'tap';
import {findCounts, judgeMetric} from '../../harness/bisect/judge-metric.js';
import {makeResult} from '../../harness/result/make-result.js';
import type {BenchCounts, RunResult} from '../../harness/result/result-schema.js';
import {compileError, makeFacts, makeFactsWithoutBoot} from '../result/sample.js';
import {bench, makeCounts} from './sample.js';

const counted = (counts: BenchCounts): RunResult => ({...makeResult(makeFacts()), counts: [counts]});
const without: RunResult = {
	...makeResult(makeFacts()), measurements: [{name: `${bench}.insns_per_io`, outcome: 'skip', reason: 'no io_setup2()', unit: 'insns/io', better: 'lower', value: null, samples: []}],
};
const base = makeCounts({aio_read: 80, submit_bio: 900, sbitmap_get: 92});
const judge = (result: RunResult, base: Parameters<typeof judgeMetric>[0]['base'], threshold: Parameters<typeof judgeMetric>[0]['threshold'] = {percent: 0.02}) =>
	judgeMetric({result, bench, base, chance: ['sbitmap_*'], threshold});

t.test('more work is bad, less or as much is not', async t => {
	t.match(judge(counted(makeCounts({aio_read: 81, submit_bio: 900, sbitmap_get: 92})), base), {verdict: 'bad', sentence: /^worse: \+1 .* aio_read/});
	t.match(judge(counted(makeCounts({aio_read: 79, submit_bio: 900, sbitmap_get: 92})), base), {verdict: 'good', sentence: /^better/});
	t.match(judge(counted(makeCounts({aio_read: 80, submit_bio: 900, sbitmap_get: 100})), base), {verdict: 'good', sentence: /^same/}, 'chance is not judged');
	t.match(judge(counted(makeCounts({aio_read: 83, submit_bio: 900})), base, {perIo: 3}), {verdict: 'good'});
	t.match(judge(counted(makeCounts({aio_read: 84, submit_bio: 900})), base, {perIo: 3}), {verdict: 'bad'});
});

t.test('the good end is what the others are compared with', async t => {
	t.match(judge(counted(base), undefined), {verdict: 'good'});
	t.strictSame(findCounts(counted(base), bench), base);
});

t.test('no number says nothing, unless none is expected', async t => {
	t.match(judge(without, base), {verdict: 'skip', sentence: 'no number: no io_setup2()'});
	t.match(judge(without, undefined), {verdict: 'skip'});
	t.match(judge(without, 'no number'), {verdict: 'good', sentence: /^no number, as expected/});
	t.match(judge(counted(base), 'no number'), {verdict: 'skip'});
	t.match(judge(makeResult(makeFactsWithoutBoot({kernel: compileError})), 'no number'), {verdict: 'skip', sentence: 'the kernel does not compile'});
});

t.test('why there is no number: its own reason, not another bench\'s', async t => {
	const [first] = without.measurements;
	t.match(judge({...without, measurements: [{...first!, name: 'null.other.insns_per_io', reason: 'of another'}, first!]}, base), {sentence: 'no number: no io_setup2()'});
	t.match(judge({...without, measurements: []}, base), {sentence: 'no number: it was not counted'});
	t.equal(judge(counted(base), 'no number').sentence, 'a number, where none was expected');
	t.equal(judge(counted(base), undefined).sentence, 'what the others are compared with');
	t.equal(findCounts(counted(base), 'null.other'), undefined);
});
