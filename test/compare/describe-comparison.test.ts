import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import type {Comparison} from '../../harness/compare/comparison.js';
import {describeComparison} from '../../harness/compare/describe-comparison.js';

const functions = ['one', 'two', 'three', 'four', 'five', 'six'].map((name, index) => ({name, base: 10, head: 20 - index, delta: 10 - index}));
const comparison: Comparison = {
	schemaVersion: 1, target: 'sample', base: {name: 'patch 1 of 2', boots: 1}, head: {name: 'patch 2 of 2: aio: add rings', boots: 10}, differences: [],
	metrics: [
		{name: 'null.ring.randread.4k.qd1.work_insns_per_io', unit: 'insns/io', verdict: 'worse', base: 60, head: 105.25, sentence: 'worse: +45.25', functions},
		{name: 'nvme.ring.randread.4k.qd1.iops', unit: 'io/s', verdict: 'unsure', base: null, head: 1000, sentence: 'cannot tell: 1 samples a side, 9 are the least'},
	],
	outcome: 'fail', summary: '1 of 2 metrics became worse',
};
const describe = (changed: Partial<Comparison>, verbose = false): string => stripVTControlCharacters(describeComparison({...comparison, ...changed}, {verbose}));

t.test('a sentence a metric and the functions that changed most', async t => t.matchSnapshot(describe({})));

t.test('all functions when asked', async t => {
	t.notMatch(describe({}), 'six');
	t.match(describe({}, true), 'six');
});

t.test('what was measured differently stands first', async t => {
	t.match(describe({differences: ['compiler: gcc 12 and gcc 13']}), /not judged:\n {2}compiler: gcc 12 and gcc 13\n\nnull/);
});
