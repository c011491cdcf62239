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

t.test('what passes, what is the same, and what became of the patches', async t => {
	const metric = {name: 'null.a.iops', unit: 'io/s', verdict: 'same', base: 1, head: 1, sentence: 'same: exactly'} as const;
	t.match(describe({outcome: 'pass', summary: 'all well', metrics: [metric]}), /\n {2}same: exactly\n\nPASS: all well$/);
	t.match(describe({}), /\nFAIL: 1 of 2 metrics became worse$/);
	const patch = {base: 1, head: 1, change: 'changed', subject: 'aio: one', lines: Array.from({length: 30}, (_, index) => `+line ${index}`)} as const;
	t.match(describe({rangeDiff: {patches: [patch], linesCut: 0}}), /1 -> {3}1 {2}changed aio: one\n {4}\+line 0\n[^]*and 10 lines more/);
	t.match(describe({rangeDiff: {patches: [patch], linesCut: 0}}, true), '+line 29');
});
