import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeBisection, summarizeBisection} from '../../harness/bisect/describe-bisection.js';
import {checkBisection, metricBisection} from './sample.js';

const describe = (bisection: typeof checkBisection, verbose = false): string => stripVTControlCharacters(describeBisection(bisection, {verbose, logPath: 'results/bisect-1.json'}));

t.test('a check', async t => t.matchSnapshot(describe(checkBisection)));

t.test('a metric', async t => {
	t.matchSnapshot(describe(metricBisection));
	t.match(describe(metricBisection, true), 'function_11');
});

t.test('summaries', async t => {
	const [suspect] = checkBisection.suspects;
	t.equal(summarizeBisection(checkBisection), checkBisection.summary);
	t.equal(summarizeBisection({...checkBisection, suspects: [suspect!, {...suspect!, patch: 4}]}), 'the first bad patch is one of 3 to 4, for those before the last cannot be tested; 4 boots, 16.0 s');
	t.equal(summarizeBisection({...checkBisection, referenceBoots: 2, confidence: {probability: 0.98765, badBoots: 3, boots: 5, repeats: 5}}),
		'patch 3 (aio: patch 3) is the first bad one; 4 boots and 2 of the reference, 16.0 s, 98.8 % sure: the bad end failed in 3 of 5 boots, a good patch passed in 5');
});

t.test('one suspect is FOUND; what went down has its own sign; all functions are not "more"', async t => {
	const [suspect] = checkBisection.suspects;
	t.match(describe(checkBisection), /\nFOUND: patch 3/);
	t.match(describe({...checkBisection, suspects: [suspect!, suspect!]}), /\nFOUND: /);
	const less = describe({...metricBisection, work: {...metricBisection.work!, functions: [{name: 'f', base: 8, head: 7, delta: -1}, {name: 'g', base: 8, head: 8, delta: 0}]}});
	t.match(less, / 8 -> 7 {2}-1\n/);
	t.match(less, / 8 -> 8 {2}0\n/);
	t.notMatch(less, 'more');
	t.match(summarizeBisection({...checkBisection, suspects: [3, 4, 5].map(patch => ({...suspect!, patch}))}), /^the first bad patch is one of 3 to 5,/);
});
