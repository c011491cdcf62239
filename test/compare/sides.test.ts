import t from 'tap';
import {parseCompared} from '../../harness/compare/sides.js';

const all = {kind: 'patch', patch: 'all'} as const;

t.test('two sides, and benches behind them', async t => {
	t.strictSame(parseCompared(['3', 'none']), {base: {kind: 'patch', patch: 3}, head: {kind: 'patch', patch: 'none'}, benches: [], series: []});
	t.strictSame(parseCompared(['baseline', 'all', 'null.*', 'nvme.*'], ['v5.mbox']), {base: {kind: 'baseline'}, head: all, benches: ['null.*', 'nvme.*'], series: ['v5.mbox']});
	t.strictSame(parseCompared(['2026-01-02T03-04-05Z-abcd', 'all']).base, {kind: 'run', name: '2026-01-02T03-04-05Z-abcd'});
});

t.test('two series are the sides, and all words are benches', async t => {
	t.strictSame(parseCompared(['null.*'], ['v4.mbox', 'v5.mbox']), {base: {...all, series: 'v4.mbox'}, head: {...all, series: 'v5.mbox'}, benches: ['null.*'], series: []});
});

t.test('what is not two sides is refused, with what is', async t => {
	for (const [words, series] of [[[], []], [['all'], []], [['all'], ['v5.mbox']], [[], ['a', 'b', 'c']]] as const) {
		t.throws(() => parseCompared(words, series), {code: 'ERR_INPUT', exitCode: 129, message: 'compare takes two sides', hint: /a patch number, all, none, a run or baseline; or two series: `compare --series A --series B`$/});
	}
	for (const word of ['0', '01', '12345']) t.throws(() => parseCompared(['all', word]), {exitCode: 129, message: `'${word}' is no side to compare`});
});

t.test('a run may be named by digits and more, and what is refused says what a side is', async t => {
	t.strictSame(parseCompared(['v2', '12a']), {base: {kind: 'run', name: 'v2'}, head: {kind: 'run', name: '12a'}, benches: [], series: []});
	t.strictSame(parseCompared(['12', '9999']), {base: {kind: 'patch', patch: 12}, head: {kind: 'patch', patch: 9999}, benches: [], series: []});
	t.throws(() => parseCompared(['all', '0']), {stage: 'store', message: '\'0\' is no side to compare', hint: /^BASE and HEAD are each/});
	t.throws(() => parseCompared(['1', '2'], ['a', 'b', 'c']), {stage: 'store', message: 'compare takes two sides'});
});
